"""The dossier of a mediation: what is made, what is missing, one whole volume."""

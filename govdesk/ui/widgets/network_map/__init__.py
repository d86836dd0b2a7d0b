"""The map-style network view: `view.NetworkMapView` for other rooms, the rest loads pyqtgraph on first use."""

"""吹哨报到: the live roll call, how offices answer, and the calls to the county."""

"""Where plans come from: workbooks, folders of CSV sheets, RDF files."""

"""The catalogue of published plans that data portals harvest, by DCAT-AP-SE 3."""

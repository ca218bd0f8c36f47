// GDAL's own converter: what it writes is what other programs send.

import Foundation

public let ogr2ogr = "/usr/bin/ogr2ogr"
public let hasOgr2ogr = FileManager.default.isExecutableFile(atPath: ogr2ogr)

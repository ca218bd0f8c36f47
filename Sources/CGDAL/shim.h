#include <stdbool.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <ogr_srs_api.h>

// Lists of options are `char **` in some functions and some versions of GDAL and `const char *const *` in others, two types
// to Swift. These take the former everywhere.
static inline GDALDatasetH taohe_open(const char *path, unsigned flags, char **drivers, char **options) {
  return GDALOpenEx(path, flags, (void *)drivers, (void *)options, NULL);
}
static inline GDALDatasetH taohe_create(GDALDriverH driver, const char *path, char **options) {
  return GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, (void *)options);
}
static inline OGRLayerH taohe_create_layer(
    GDALDatasetH dataset, const char *name, OGRSpatialReferenceH reference, OGRwkbGeometryType type, char **options) {
  return GDALDatasetCreateLayer(dataset, name, reference, type, (void *)options);
}
static inline bool taohe_arrow_stream(OGRLayerH layer, struct ArrowArrayStream *stream, char **options) {
  return OGR_L_GetArrowStream(layer, stream, (void *)options);
}
static inline OGRErr taohe_ignore_fields(OGRLayerH layer, char **fields) {
  return OGR_L_SetIgnoredFields(layer, (void *)fields);
}
static inline OGRErr taohe_export_wkt(OGRSpatialReferenceH reference, char **text, char **options) {
  return OSRExportToWktEx(reference, text, (void *)options);
}

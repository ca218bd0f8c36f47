#include <stddef.h>
#include <string.h>

#include <cairo-pdf.h>
#include <cairo.h>

// The little of librsvg and GLib that is used is declared here: librsvg's own header brings gio and gdk-pixbuf, and SwiftPM
// warns at every build about their pkg-config flags. The declarations are those of librsvg 2.46 and later, a stable ABI.
typedef struct _RsvgHandle RsvgHandle;
typedef struct {
  double x, y, width, height;
} RsvgRectangle;
typedef struct {
  unsigned int domain;
  int code;
  char *message;
} GError;

extern const unsigned int rsvg_major_version, rsvg_minor_version, rsvg_micro_version;
RsvgHandle *rsvg_handle_new_from_data(const unsigned char *data, size_t length, GError **error);
int rsvg_handle_render_document(RsvgHandle *handle, cairo_t *cairo, const RsvgRectangle *viewport, GError **error);
void g_object_unref(void *object);
void g_error_free(GError *error);

// Draws an SVG onto a white surface, scaled to width × height: whole pixels leave a hair of the surface uncovered. Returns null, or what librsvg says went wrong, to be freed.
static inline char *taohe_render(
    const unsigned char *svg, size_t length, cairo_surface_t *surface, double width, double height) {
  GError *error = NULL;
  RsvgHandle *handle = rsvg_handle_new_from_data(svg, length, &error);
  if (handle != NULL) {
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    RsvgRectangle viewport = {0, 0, width, height};
    rsvg_handle_render_document(handle, cairo, &viewport, &error);
    cairo_destroy(cairo);
    g_object_unref(handle);
  }
  if (error == NULL) return handle != NULL ? NULL : strdup("failed without a message");
  char *message = strdup(error->message);
  g_error_free(error);
  return message;
}

// Pages to PNG and PDF by librsvg and cairo. This is the only file that knows them.

import CRSVG
import Foundation
import Geometry
import Reports

/// A failed call of librsvg or cairo: the function, and the library's own words.
public struct RenderingError: Error, Sendable, CustomStringConvertible {
  public let function: String
  public let message: String

  public var description: String { "\(function): \(message)" }
}

/// The versions of the libraries that run, such as `2.54.7`.
public var librsvgVersion: String { "\(rsvg_major_version).\(rsvg_minor_version).\(rsvg_micro_version)" }
public var cairoVersion: String { unsafe String(cString: cairo_version_string()) }

extension Page {
  /// - Parameter dotsPerInch: 150 is what an office's printer shows of a map.
  func png(dotsPerInch: Double = 150) throws(RenderingError) -> Data {
    let scale = dotsPerInch / 72
    let (width, height) = ((size.width * scale).rounded(), (size.height * scale).rounded())
    let surface = unsafe Surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)), "cairo_image_surface_create")
    try surface.render(self, width: width, height: height)
    return try surface.png()
  }
}

/// All pages as one PDF.
/// - Parameter day: of the creation, in place of the time of the run: the same run is the same bytes.
func pdf(of pages: [Page], title: String, day: Day) throws(RenderingError) -> Data {
  let bytes = Bytes()
  return try withExtendedLifetime(bytes) { () throws(RenderingError) in
    let first = pages[0].size
    let surface = unsafe Surface(
      cairo_pdf_surface_create_for_stream(appendBytes, bytes.pointer, first.width, first.height),
      "cairo_pdf_surface_create_for_stream")
    unsafe cairo_pdf_surface_set_metadata(
      surface.pointer, CAIRO_PDF_METADATA_TITLE, withCharactersOfXMLAlone(title))
    unsafe cairo_pdf_surface_set_metadata(
      surface.pointer, CAIRO_PDF_METADATA_CREATE_DATE, "\(day)T00:00:00Z")
    for page in pages {
      unsafe cairo_pdf_surface_set_size(surface.pointer, page.size.width, page.size.height)
      try surface.render(page, width: page.size.width, height: page.size.height)
      unsafe cairo_surface_show_page(surface.pointer)
    }
    try surface.finish()
    return bytes.data
  }
}

/// A surface of cairo for the time that it is drawn on.
@safe private final class Surface {
  let pointer: OpaquePointer?
  private let maker: StaticString

  /// Takes the surface over. One that could not be made carries its error, which the first use tells.
  init(_ pointer: OpaquePointer?, _ maker: StaticString) {
    unsafe self.pointer = pointer
    self.maker = maker
  }
  deinit { unsafe cairo_surface_destroy(pointer) }

  func render(_ page: Page, width: Double, height: Double) throws(RenderingError) {
    try check(maker)
    let svg = Array(page.svg.utf8)
    if let words = unsafe taohe_render(svg, svg.count, pointer, width, height) {
      defer { unsafe free(words) }
      throw unsafe RenderingError(
        function: "librsvg rsvg_handle_render_document", message: String(cString: words))
    }
    try check("rsvg_handle_render_document")
  }

  func png() throws(RenderingError) -> Data {
    let bytes = Bytes()
    let status = withExtendedLifetime(bytes) {
      unsafe cairo_surface_write_to_png_stream(pointer, appendBytes, bytes.pointer)
    }
    if status != CAIRO_STATUS_SUCCESS { throw Self.error(status, "cairo_surface_write_to_png_stream") }
    return bytes.data
  }

  /// Writes what is still to be written.
  func finish() throws(RenderingError) {
    unsafe cairo_surface_finish(pointer)
    try check("cairo_surface_finish")
  }

  private func check(_ function: StaticString) throws(RenderingError) {
    let status = unsafe cairo_surface_status(pointer)
    if status != CAIRO_STATUS_SUCCESS { throw Self.error(status, function) }
  }

  private static func error(_ status: cairo_status_t, _ function: StaticString) -> RenderingError {
    unsafe RenderingError(function: "cairo \(function)", message: String(cString: cairo_status_to_string(status)))
  }
}

/// What cairo writes, as it comes.
@safe private final class Bytes {
  var data = Data()
  var pointer: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }
}

private func appendBytes(
  _ closure: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<UInt8>?, _ count: UInt32
) -> cairo_status_t {
  guard let closure = unsafe closure, let bytes = unsafe bytes else { return CAIRO_STATUS_WRITE_ERROR }
  unsafe Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue().data.append(bytes, count: Int(count))
  return CAIRO_STATUS_SUCCESS
}

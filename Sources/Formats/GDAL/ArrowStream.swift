// Whole columns out of GDAL by its Arrow C stream (RFC 86): no object per feature.

import CGDAL
import Geometry

/// Streams a layer batch by batch. The schema and each batch are released when done with.
@safe struct ArrowStream: ~Copyable {
  private var stream: ArrowArrayStream = unsafe ArrowArrayStream()
  /// Whether a batch that comes with an error is taken all the same.
  var passesOverFaults = false

  init(_ layer: OGRLayerH) throws(GDALError) {
    // Every batch has a price, and every byte in flight is memory to clear: some hundred kilobytes are a good measure.
    let rows = unsafe OGR_GT_Flatten(OGR_L_GetGeomType(layer)) == wkbPoint ? 4096 : 1024
    let started = unsafe withOptions(["MAX_FEATURES_IN_BATCH=\(rows)"]) { options in
      unsafe taohe_arrow_stream(layer, &stream, options)
    }
    guard started else { throw lastGDALError("OGR_L_GetArrowStream") }
  }

  deinit {
    var last = unsafe stream
    if let release = unsafe last.release { unsafe release(&last) }
  }

  /// The columns' names and Arrow formats, such as `u` for text (Arrow C data interface, "Data type description").
  mutating func columns() throws(GDALError) -> [(name: String, format: String)] {
    var schema = unsafe ArrowSchema()
    guard unsafe stream.get_schema(&stream, &schema) == 0 else { throw lastGDALError("ArrowArrayStream.get_schema") }
    defer { if let release = unsafe schema.release { unsafe release(&schema) } }
    return (0..<Int(unsafe schema.n_children)).map { index in
      let child = unsafe schema.children[index]!.pointee
      return unsafe (String(cString: child.name), String(cString: child.format))
    }
  }

  /// Hands the columns of the next batch to `body`; returns false when there is none left.
  mutating func nextBatch<E: Error>(_ body: (_ rows: Int, _ columns: [ArrowColumn]) throws(E) -> Void) throws -> Bool {
    var batch = unsafe ArrowArray()
    guard unsafe stream.get_next(&stream, &batch) == 0 else { throw lastGDALError("ArrowArrayStream.get_next") }
    defer { if let release = unsafe batch.release { unsafe release(&batch) } }
    // Not at the end only: where SQLite cannot read on, GDAL hands out what it has and begins anew, for ever.
    if passesOverFaults { CPLErrorReset() } else { try checkNothingFailed("ArrowArrayStream.get_next") }
    guard unsafe batch.release != nil else { return false }
    let columns = unsafe (0..<Int(batch.n_children)).map { index in
      unsafe ArrowColumn(array: batch.children[index]!.pointee)
    }
    try unsafe body(Int(batch.length), columns)
    return true
  }
}

/// One column of a batch; valid only while the batch is lent.
@unsafe struct ArrowColumn {
  private let array: ArrowArray

  init(array: ArrowArray) { unsafe self.array = unsafe array }

  private func buffer<T>(_ index: Int, _: T.Type) -> UnsafePointer<T>? {
    unsafe array.buffers[index].map { unsafe $0.assumingMemoryBound(to: T.self) }
  }

  func isMissing(_ row: Int) -> Bool {
    guard unsafe array.null_count != 0, let bits = unsafe buffer(0, UInt8.self) else { return false }
    let place = unsafe row + Int(array.offset)
    return unsafe bits[place >> 3] & 1 << UInt8(place & 7) == 0
  }

  func value<T>(_ row: Int, _: T.Type) -> T { unsafe buffer(1, T.self)![row + Int(array.offset)] }

  func bit(_ row: Int) -> Bool {
    let place = unsafe row + Int(array.offset)
    return unsafe buffer(1, UInt8.self)![place >> 3] & 1 << UInt8(place & 7) != 0
  }

  /// The bytes of a text or binary value; `wide` where offsets have 64 bits. None where the offsets contradict each other: of a
  /// damaged FlatGeobuf GDAL hands out such.
  func bytes(_ row: Int, wide: Bool) -> UnsafeRawBufferPointer {
    let place = unsafe row + Int(array.offset)
    let end = unsafe Int(array.offset) + Int(array.length)
    let (from, to, last): (Int, Int, Int) =
      if wide, let offsets = unsafe buffer(1, Int64.self) {
        unsafe (Int(offsets[place]), Int(offsets[place + 1]), Int(offsets[end]))
      } else if let offsets = unsafe buffer(1, Int32.self) {
        unsafe (Int(offsets[place]), Int(offsets[place + 1]), Int(offsets[end]))
      } else {
        (0, 0, 0)
      }
    guard 0 <= from, from <= to, to <= last, let bytes = unsafe buffer(2, UInt8.self) else {
      return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeRawBufferPointer(start: bytes + from, count: to - from)
  }
}

// Outputs that would take the place of something else are refused before anything is computed.

import ArgumentParser
import Formats
import Foundation
import Geometry
import Pipeline

/// Refuses outputs that name an input, each other, or what is no file.
///
/// - Parameters:
///   - sources: what is read, as the command line names it.
///   - files: further files that are read.
func checkOutputs(_ outputs: [String], readFrom sources: [String], files: [String] = []) throws {
  let inputs = Set((sources.flatMap { VectorSource($0).files } + files).map(place))
  var taken: Set<String> = []
  for output in outputs {
    let places = writtenFiles(output).map(place)
    if !inputs.isDisjoint(with: places) {
      throw InputFault(
        at: output, Words(zh: "是输入文件，不能被结果覆盖", en: "is read by this command and must not be overwritten by it"),
        remedy: Words(zh: "请另起一个文件名", en: "give the output another name"))
    }
    if !taken.isDisjoint(with: places) {
      throw ValidationError(say("有两项结果都要写到“\(output)”", "two outputs are to be written to '\(output)'"))
    }
    taken.formUnion(places)
    try checkReplaceable(output)
  }
}

/// Refuses to put a file in the place of a device, a pipe or a folder, also behind a link.
func checkReplaceable(_ path: String) throws {
  let target = followingLinks(path)
  let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
  guard target.hasPrefix("/proc/") || type.map({ $0 != .typeRegular }) == true else { return }
  throw InputFault(
    at: path,
    Words(zh: "不是普通文件（是文件夹、设备或管道），不能被结果替换", en: "is a folder, a device or a pipe, which no result may replace"),
    remedy: Words(zh: "请给出一个文件名", en: "give the name of a file"))
}

/// Refuses an output inside the folder of a run: its manifest has the hash of every file.
func checkOutside(_ run: String, _ output: String) throws {
  guard isInside(URL(fileURLWithPath: run).resolvingSymlinksInPath().path, output) else { return }
  throw InputFault(
    at: output,
    Words(zh: "在结果文件夹之内，会改动这次运行的结果", en: "is inside the folder of the run, whose results must stay as they are"),
    remedy: Words(zh: "请写到另一个文件夹", en: "write it to another folder"))
}

/// Refuses a folder of results in which inputs of the job lie: both have names such as
/// wells.xlsx, also in the folders of townships.
func checkHoldsNoInput(_ folder: String, of job: Job) throws {
  let results = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
  let inside = job.inputPaths.filter { isInside(results, $0) }
  guard let first = inside.first else { return }
  let name = (first as NSString).lastPathComponent
  throw InputFault(
    at: folder,
    Words(
      zh: "放有这次检查的输入文件（如 \(name)），结果会覆盖同名文件",
      en: "holds inputs of this check, such as \(name), which results could overwrite"),
    remedy: Words(zh: "请另给一个文件夹，如 --out 结果", en: "give another folder, such as --out results"))
}

/// The files that a result consists of.
private func writtenFiles(_ path: String) -> [String] {
  guard VectorSource(path: path, layer: nil).fileExtension == "shp" else { return [path] }
  return ["shp", "shx", "dbf", "prj", "cpg"].map { path.dropLast(3) + $0 }
}

/// - Parameter folder: as ``place(_:)`` has it.
private func isInside(_ folder: String, _ path: String) -> Bool {
  place(path).hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
}

/// What a path names in the end, where it is one of links; a path of too many links, or of a ring of them, is left as it is,
/// and so are the links of the system to open files, such as /proc/self/fd/1.
func followingLinks(_ path: String) -> String {
  var target = path
  for _ in 0..<40 {
    guard !target.hasPrefix("/proc/"), let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target)
    else { return target }
    target = next.hasPrefix("/") ? next : (target.folderOfPath as NSString).appendingPathComponent(next)
  }
  return path
}

/// The same for every way of writing a path.
private func place(_ path: String) -> String {
  let url = URL(fileURLWithPath: followingLinks(path))
  return url.deletingLastPathComponent().resolvingSymlinksInPath().appendingPathComponent(url.lastPathComponent).path
}

/// Refuses formats that cannot hold the shapes of a frame.
func checkHoldsShapes(_ path: String, of frame: Frame?) throws {
  let format = try VectorFormat(path: path)
  if format == .workbook {
    throw InputFault(
      at: path, Words(zh: "表格文件不能存放图形", en: "a spreadsheet holds no shapes"),
      remedy: Words(zh: "文件名请以 .gpkg、.shp、.geojson 或 .fgb 结尾", en: "end the name with .gpkg, .shp, .geojson or .fgb"))
  }
  if format == .geoJSON && frame == nil {
    throw InputFault(
      at: path,
      Words(zh: "GeoJSON 只用 WGS 84，而图层没有坐标系信息", en: "GeoJSON is in WGS 84, and the layers do not say their frame"),
      remedy: Words(zh: "用 --assume EPSG:… 指明，或写成 .gpkg", en: "state it with --assume EPSG:…, or write a .gpkg"))
  }
}

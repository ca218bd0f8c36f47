// What can stand in the way of a store, told in plain words.

import Foundation
import Geometry

/// SQLite's words reach us through GDAL's messages, so faults are known by them (sqlite.org/rescode.html).
enum StoreFault: CaseIterable {
  case locked, full, readOnly, foreign, damaged

  /// What the library says.
  var sign: String {
    switch self {
    case .locked: "database is locked"
    case .full: "database or disk is full"
    case .readOnly: "readonly database"
    case .foreign: "file is not a database"
    case .damaged: "database disk image is malformed"
    }
  }

  fileprivate var problem: Words {
    switch self {
    case .locked:
      Words(
        zh: "作业库正被另一个程序写入（等了 \(Store.patience) 秒）；没有任何改动",
        en: "another program is writing to the store (waited \(Store.patience) seconds); nothing was changed")
    case .full: Words(zh: "磁盘已满；没有任何改动", en: "the disk is full; nothing was changed")
    case .readOnly: Words(zh: "作业库是只读的；没有任何改动", en: "the store is read-only; nothing was changed")
    case .foreign: Words(zh: "不是 GeoPackage，不能作为作业库", en: "is no GeoPackage, so it cannot be the job's store")
    case .damaged: Words(zh: "作业库已损坏；没有任何改动", en: "the store is damaged; nothing was changed")
    }
  }

  fileprivate var remedy: Words {
    switch self {
    case .locked:
      Words(
        zh: "等另一个导入结束，或在 QGIS 中保存并停止编辑，然后重试",
        en: "wait for the other import to end, or save and stop editing in QGIS, and try again")
    case .full: Words(zh: "腾出磁盘空间后重试", en: "make room on the disk and try again")
    case .readOnly: Words(zh: "检查文件及其文件夹的写权限", en: "check the permissions of the file and its folder")
    case .foreign:
      Words(zh: "检查作业文件中的 store:，另起一个文件名即可新建", en: "check store: in the job file; a name that is free makes a new one")
    case .damaged: Words(zh: "请从备份恢复，或换一个文件名重新导入", en: "restore it from a backup, or import anew under another name")
    }
  }
}

/// A conversation with GDAL about a store; what fails is told with the store's name.
func storeFaults<R: ~Copyable>(at path: String, _ body: () throws -> R) throws -> R {
  do {
    return try withGDAL(body)
  } catch let error as GDALError {
    if let fault = StoreFault.allCases.first(where: { error.message.contains($0.sign) }) {
      throw InputFault(at: path, fault.problem, remedy: fault.remedy)
    }
    if error.function == "GDALOpenEx" {
      throw InputFault(at: path, StoreFault.foreign.problem, remedy: StoreFault.foreign.remedy)
    }
    throw InputFault(
      at: path,
      Words(zh: "作业库读写失败（\(error)）；没有任何改动", en: "the store cannot be read or written (\(error)); nothing was changed"),
      remedy: Words(zh: "检查磁盘空间和文件夹权限", en: "check free space and the folder's permissions"))
  }
}

extension Store {
  static func missing(_ path: String) -> InputFault {
    InputFault(
      at: path, Words(zh: "作业库不存在", en: "there is no store"),
      remedy: Words(
        zh: "先用 taohe import 导入图层，或检查作业文件中的 store:", en: "import a layer first, or check store: in the job file"))
  }

  /// SQLite writes its journal beside the store, so the folder must be writable too. Asked before anything is changed.
  static func checkPermissions(_ path: String) throws {
    let files = FileManager.default
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard files.fileExists(atPath: folder) else {
      throw InputFault(
        at: path, Words(zh: "文件夹不存在", en: "the folder does not exist"),
        remedy: Words(zh: "先建立文件夹 \(folder)", en: "make the folder \(folder) first"))
    }
    let isWritable = !files.fileExists(atPath: path) || files.isWritableFile(atPath: path)
    if !isWritable || !files.isWritableFile(atPath: folder) {
      throw InputFault(at: path, StoreFault.readOnly.problem, remedy: StoreFault.readOnly.remedy)
    }
  }
}

import Geometry
import TestSupport
import Testing

@Suite struct RingDirectionsTests {
  @Test func holesAlongTheirShell() async throws {
    let (shell, hole) = (rectangle(0, 0, 9, 9), rectangle(2, 2, 3, 3))
    let column = polygons([
      [[shell, hole.reversed()]], [[shell, hole]], [[shell.reversed(), hole]], [[shell.reversed(), hole.reversed()]],
      [[shell]], [],
    ])
    #expect(try await column.rowsWithHolesAlongShells(workers: 2).map(\.row) == [1, 3])
  }
}

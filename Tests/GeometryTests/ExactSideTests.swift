import TestSupport
import Testing

@testable import Geometry

@Suite struct ExactSideTests {
  /// Points within a rounding of a line, where the plain determinant is often wrong (the example of Kettner et al. 2008):
  /// whole numbers of 2⁻⁵³ say which side is right.
  @Test func nearTheLine() {
    var doubtful = 0
    for i in 0..<64 {
      for j in 0..<64 {
        let p = SIMD2(0.5 + Double(i) * 0x1p-53, 0.5 + Double(j) * 0x1p-53)
        let (a, b) = (SIMD2(12.0, 12.0), SIMD2(24.0, 24.0))
        // On the diagonal through a and b the side is that of y − x; 0.5 + i·2⁻⁵³ is rounded to even.
        let expected = p.y - p.x
        if plainSide(a, b, p) == nil { doubtful += 1 }
        #expect(exactSide(a, b, p).sign == expected.sign || (expected == 0 && exactSide(a, b, p) == 0))
        #expect(isAbove(p, a, b, tie: true) == (expected >= 0) && isAbove(p, a, b, tie: false) == (expected > 0))
      }
    }
    #expect(doubtful > 1000)
  }

  @Test(arguments: 0..<20) func turningTheQuestionRoundTurnsTheAnswer(seed: Int) {
    var random = SeededGenerator(UInt64(seed))
    func point() -> SIMD2<Double> {
      SIMD2(29_524_000 + Double.random(in: 0...1e-6, using: &random), .random(in: 0...1e-6, using: &random))
    }
    for _ in 0..<100 {
      let (a, b, p) = (point(), point(), point())
      let side = exactSide(a, b, p)
      #expect(exactSide(b, a, p) == -side || exactSide(b, a, p).sign != side.sign)
      #expect((exactSide(b, p, a) > 0) == (side > 0) && (exactSide(b, p, a) < 0) == (side < 0))
    }
  }
}

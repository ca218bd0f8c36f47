// The one function of libFuzzer that a program with a main of its own calls (llvm.org/docs/LibFuzzer.html, "Using libFuzzer
// as a library"). LLVM installs no header for it.
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *data, size_t size));

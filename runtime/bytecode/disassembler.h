// Bytecode as text, for people and for tests:
//
//   code f (file.py:1)  registers 4  locals x y
//     2     0  Add           r2, r0, r1      ; site 0
//           2  Return        r2
//     handlers: [0, 2) -> 5 r3
//
// The columns are source line (when it changes), word offset, opcode, operands, and a comment that
// names constants, variables and jump targets. Nested code objects follow, each under its own head.
#ifndef KRAIT_RUNTIME_BYTECODE_DISASSEMBLER_H_
#define KRAIT_RUNTIME_BYTECODE_DISASSEMBLER_H_

#include <string>

namespace krait {

class Isolate;
struct Code;

struct DisassemblyOptions {
  bool nested = true;    // code objects among the constants, too
  bool generic = false;  // quickened opcodes as what they were made from
};

std::string Disassemble(Isolate* iso, const Code* code, const DisassemblyOptions& options = {});

}  // namespace krait

#endif  // KRAIT_RUNTIME_BYTECODE_DISASSEMBLER_H_

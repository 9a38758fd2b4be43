// A compiled code object: bytecode, constants, names, call-site descriptors, exception and position
// tables. Immutable but for the sites and the quickened opcodes.
//
// Registers of a frame: [0, nlocals) are the locals, parameters first (positional, keyword-only,
// *args, **kwargs: the order of co_varnames); then cells of captured non-parameters and free
// variables; then temporaries. A captured parameter's register holds its Cell after MakeCell.
#ifndef KRAIT_RUNTIME_BYTECODE_CODE_H_
#define KRAIT_RUNTIME_BYTECODE_CODE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/bytecode/opcodes.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;
struct Tuple;
struct ValueArray;

class CodeSites;

// What a site does, from which its Linker is chosen. One per S operand.
struct SiteDescriptor {
  Op op;      // the generic opcode, as it was emitted
  Str* name;  // attribute or variable; null otherwise. Interned; kept alive by `names` of the code
};

struct ExceptionTableEntry {
  uint32_t start, end;  // words [start, end) of the bytecode
  uint32_t handler;     // word offset
  uint16_t exception_register;
};

struct CodePosition {
  int32_t line, end_line;      // 0: no position
  int32_t column, end_column;  // bytes, 0-based; -1: unknown
};

// CPython's co_flags.
enum CodeFlags : uint32_t {
  kCodeOptimized = 0x1,
  kCodeNewLocals = 0x2,
  kCodeVarArgs = 0x4,
  kCodeVarKeywords = 0x8,
  kCodeNested = 0x10,
  kCodeGenerator = 0x20,
  kCodeCoroutine = 0x80,
  kCodeIterableCoroutine = 0x100,
  kCodeAsyncGenerator = 0x200,
};

struct Code : HeapObject {
  static constexpr uint8_t kForeignNames = 0x01;  // replace() gave other names than the sites'

  Str* name;
  Str* qualname;
  Str* filename;
  ValueArray* constants;  // of a function, the first is the doc string if it is a str
  Tuple* names;           // co_names
  Tuple* varnames;        // co_varnames: names of registers [0, nlocals)
  Tuple* cellvars;
  Tuple* freevars;
  uint32_t argcount;  // positional parameters, positional-only included
  uint32_t posonlyargcount;
  uint32_t kwonlyargcount;
  uint32_t nlocals;
  uint32_t register_count;
  uint32_t flags;  // CodeFlags
  uint32_t first_line;
  uint32_t first_free_register;  // free variables' cells
  int32_t class_cell_register;   // of `__class__` for zero-argument super(); -1: none
  struct Body;
  Body* body;  // counted as external memory, freed with the object
};

struct Code::Body {
  std::vector<Word> words;
  std::vector<SiteDescriptor> descriptors;
  std::vector<ExceptionTableEntry> exceptions;  // by start; ranges do not overlap
  std::vector<uint16_t> cell_registers;         // of cellvars, in order
  std::vector<uint8_t> positions;               // compact; see PositionAt
  // The globals that functions of this code have; sites are linked for them. Traced. When a function
  // with other globals is made, `shared_globals` is set and global names are looked up each time.
  Dict* globals = nullptr;
  bool shared_globals = false;
  bool hidden = false;  // of a built-in: its frames are not seen by script (interpreter/self_hosted.h)
  CodeSites* sites = nullptr;  // owned; made when the code first runs (interpreter/code_sites.h)
  size_t accounted = 0;        // external memory charged to the heap

  Body() = default;
  ~Body();
};

// A code object with this body. The other fields are zero, for the caller to fill in.
Code* NewCode(Isolate* iso, std::unique_ptr<Code::Body> body);
// Frees the body of a dead code object (registered with AddDestructible where it was made). Looks
// at no other heap object.
void DestroyCode(Code* code, Isolate* iso);

// The source range of the instruction that contains the word offset.
CodePosition PositionAt(const Code* code, uint32_t offset);
// The handler that covers the word offset, or null.
const ExceptionTableEntry* FindHandler(const Code* code, uint32_t offset);

}  // namespace krait

#endif  // KRAIT_RUNTIME_BYTECODE_CODE_H_

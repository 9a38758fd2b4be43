// From source text to a code object.
//
//   source --parser--> tree --scope analysis--> scopes --Generator--> Code
//
// A failure is the pending exception: SyntaxError (with file, line, text and offsets),
// RecursionError for trees that nest too deeply, MemoryError, or ValueError for NUL bytes.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_COMPILER_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_COMPILER_H_

#include <cstdint>
#include <string_view>

namespace krait {

class Isolate;
struct Code;
struct Str;
namespace frontend {
class AstArena;
struct Node;
struct ParseResult;
}  // namespace frontend

enum class CompileMode : uint8_t { kExec, kEval, kSingle, kFunctionType /* trees only */ };

// compile()'s flags: the features of `from __future__`, and how to read the source.
enum CompileFlags : uint32_t {
  kFutureDivision = 0x20000,
  kFutureAbsoluteImport = 0x40000,
  kFutureWithStatement = 0x80000,
  kFuturePrintFunction = 0x100000,
  kFutureUnicodeLiterals = 0x200000,
  kFutureBarry = 0x400000,
  kFutureGeneratorStop = 0x800000,
  kFutureAnnotations = 0x1000000,
  kFutureMask = 0x1FE0000,
  kCompileSourceIsUtf8 = 0x100,      // the source was a str: an encoding declaration is ignored
  kCompileDontImplyDedent = 0x200,   // interactive input: a block needs its closing empty line
  kCompileIncompleteInput = 0x4000,  // "incomplete input" when the source ends too early
  kCompileTopLevelAwait = 0x2000,
  // For compile() alone: the tree as Python objects, and type comments, which are ignored.
  kCompileOnlyTree = 0x400,
  kCompileTypeComments = 0x1000,
};

// Compiles. `flags`: CompileFlags. Unless `dont_inherit`, the future features of the calling
// frame's code apply too. `optimize`: 1 drops asserts, 2 doc strings as well. Null with the
// exception pending.
Code* Compile(Isolate* iso, std::string_view source, Str* filename, CompileMode mode,
              uint32_t flags = 0, bool dont_inherit = true, int optimize = 0);

// Its first half, the tree, with warnings issued. False with the exception pending.
bool ParseSource(Isolate* iso, std::string_view source, Str* filename, CompileMode mode,
                 uint32_t flags, bool dont_inherit, frontend::ParseResult* result);
// Its second half. `root` fits the mode and is the parser's or the validator's.
Code* CompileTree(Isolate* iso, frontend::AstArena& arena, frontend::Node* root, Str* filename,
                  CompileMode mode, uint32_t flags, bool dont_inherit, int optimize);

}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_COMPILER_H_

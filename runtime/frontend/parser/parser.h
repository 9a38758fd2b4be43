// The entry point of the front end: source bytes in, syntax tree or syntax error out.
//
//   ParseOptions options;
//   options.filename = "spam.py";
//   ParseResult result = Parse(bytes, options);
//   if (!result.ok()) return Raise(result.error);
//   Compile(*result.arena, *Cast<Module>(result.root));
//
// Parsing takes time linear in the size of the source, whatever it contains, and a bounded amount
// of C++ stack (kMaxNesting). A source that fails is examined a second time, by the diagnoser,
// which finds the message and the place that CPython 3.11 would report.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_PARSER_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_PARSER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/errors.h"

namespace krait::frontend {

// How deep expressions may nest other than through left-associative chains, in units of one prefix
// operator (a pair of parentheses counts several). Beyond it the result is a kMemoryError, as in
// CPython. Parentheses are further limited to 200 levels and indentation to 100 by the lexer.
inline constexpr int kMaxNesting = 6000;

enum class ParseMode : uint8_t {
  kExec,    // a Module
  kEval,    // an Expression
  kSingle,  // an Interactive: one statement
  kFunctionType,  // a FunctionType: the type comment of a function
};

// Features of `from __future__` and compile() flags which change what the parser accepts.
enum ParseFlags : uint32_t {
  kNoParseFlags = 0,
  kBarryAsBdfl = 1 << 0,      // `<>` instead of `!=`
  kDontImplyDedent = 1 << 1,  // single mode: an indented block needs its closing empty line
  kIgnoreCookie = 1 << 2,     // the source was a str: it is UTF-8 whatever it declares
  kSourceIsFile = 1 << 4,     // the source is the script itself: undecodable bytes name the file
  kAllowIncompleteInput = 1 << 3,  // "incomplete input" when the source ends too early
};

// Gives the text (generalised UTF-8) of the character or sequence called `name`, for \N{name}.
// Returns false if there is none.
using CharacterNameLookup = bool (*)(void* context, std::string_view name, std::string* utf8);

// Decodes a source whose declared encoding is none of utf-8, latin-1 and ascii. Returns false if
// the encoding is unknown; sets *error (and returns true) if the bytes are not valid in it.
using SourceDecoder = bool (*)(void* context, std::string_view encoding, std::string_view bytes,
                               std::string* utf8, std::string* error);

struct ParseOptions {
  std::string_view filename = "<string>";
  ParseMode mode = ParseMode::kExec;
  uint32_t flags = kNoParseFlags;
  // Decimal literals with more digits are an error (sys.set_int_max_str_digits); 0 is no limit.
  int32_t max_int_digits = 4300;

  // May be null: then \N{...} and unusual encodings are errors.
  CharacterNameLookup character_name_lookup = nullptr;
  SourceDecoder source_decoder = nullptr;
  void* hook_context = nullptr;
};

struct ParseResult {
  bool ok() const { return root != nullptr; }

  std::unique_ptr<AstArena> arena;  // owns root; null after an error
  Node* root = nullptr;             // Module (Module or Interactive) or Expression
  SyntaxErrorInfo error;            // if !ok()
  std::vector<SyntaxWarningInfo> warnings;
};

ParseResult Parse(std::string_view source, const ParseOptions& options);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_PARSER_H_

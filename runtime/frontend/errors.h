// What the front end reports when a source cannot be parsed, and the warnings it collects.
//
// The front end raises nothing: the VM turns a SyntaxErrorInfo into the exception object.

#ifndef KRAIT_RUNTIME_FRONTEND_ERRORS_H_
#define KRAIT_RUNTIME_FRONTEND_ERRORS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/frontend/ast.h"

namespace krait::frontend {

enum class ErrorType : uint8_t {
  kSyntaxError,
  kIndentationError,
  kTabError,
  // Not about the text: the exception has `message` as its only argument.
  kValueError,          // NUL bytes in the source
  kMemoryError,         // nested deeper than the parser allows (CPython's answer to the same input)
  kOverflowError,       // a source of 1 GiB or more
  kUnicodeEncodeError,  // a str source with a lone surrogate; its character index is in `offset`
};

std::string_view ErrorTypeName(ErrorType type);

// The attributes of a SyntaxError. Lines count from 1. Offsets count characters (code points) from
// 1, as in CPython; 0 or -1 where CPython gives 0 or -1.
struct SyntaxErrorInfo {
  ErrorType type = ErrorType::kSyntaxError;
  std::string message;
  std::string filename;
  int32_t lineno = 0;
  int32_t offset = 0;
  int32_t end_lineno = 0;
  int32_t end_offset = 0;
  bool has_position = true;  // if false, the message is the only argument
  bool has_text = true;      // if false, text is None
  bool has_end = true;       // if false, end_lineno and end_offset are None
  std::string text;          // the source line
};

// A warning that the lexer or the parser met, in source order.
struct SyntaxWarningInfo {
  enum class Category : uint8_t { kDeprecationWarning, kSyntaxWarning };
  Category category = Category::kDeprecationWarning;
  std::string message;
  Position position;
};

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_ERRORS_H_

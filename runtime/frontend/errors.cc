// Names of the error types.

#include "runtime/frontend/errors.h"

namespace krait::frontend {

std::string_view ErrorTypeName(ErrorType type) {
  switch (type) {
    case ErrorType::kSyntaxError:
      return "SyntaxError";
    case ErrorType::kIndentationError:
      return "IndentationError";
    case ErrorType::kTabError:
      return "TabError";
    case ErrorType::kValueError:
      return "ValueError";
    case ErrorType::kMemoryError:
      return "MemoryError";
    case ErrorType::kOverflowError:
      return "OverflowError";
    case ErrorType::kUnicodeEncodeError:
      return "UnicodeEncodeError";
  }
  return "SyntaxError";
}

}  // namespace krait::frontend

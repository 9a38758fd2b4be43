// The front end's findings as Python exceptions and warnings.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_SYNTAX_ERRORS_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_SYNTAX_ERRORS_H_

#include <string_view>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/errors.h"
#include "runtime/object/errors.h"

namespace krait {

class Isolate;
struct Str;

// What the lexer or the parser reports.
Failure RaiseParseError(Isolate* iso, const frontend::SyntaxErrorInfo& error, Str* filename,
                        std::string_view source);

// SyntaxError(message, (filename, line, column, text, end line, end column)) for a place in
// `source`. As in CPython, columns count bytes here, and the text is there only for sources that
// came from a file.
Failure RaiseSyntaxError(Isolate* iso, std::string_view message, const frontend::Position& position,
                         Str* filename, std::string_view source);

// Issues a warning through the warnings module. False with an exception pending when the filters
// turn it into one.
bool IssueSyntaxWarning(Isolate* iso, frontend::SyntaxWarningInfo::Category category,
                        std::string_view message, const frontend::Position& position, Str* filename,
                        std::string_view source);

}  // namespace krait

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_SYNTAX_ERRORS_H_

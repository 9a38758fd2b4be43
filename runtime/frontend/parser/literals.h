// From literal tokens to Constant and JoinedStr nodes.
//
// `fetched` is for errors: how many tokens the parser has asked for (see session.h). All functions
// return null after raising an error in the session.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_LITERALS_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_LITERALS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/session.h"

namespace krait::frontend {

Constant* ParseNumber(ParseSession& session, const SourceUnit& unit, const Token& token,
                      size_t fetched);

// `count` adjacent string literals from token index `first`.
ExprNode* ParseStrings(ParseSession& session, const SourceUnit& unit, size_t first, size_t count,
                       size_t fetched);

// Decodes the escapes in the body of a str literal, appending to *out. A sequence that is not an
// escape stays as it is; the first such one is noted in *invalid_escape (an index; npos if none).
// Returns false and words the problem as CPython does.
bool DecodeStrEscapes(const ParseOptions& options, std::string_view body, std::string* out,
                      size_t* invalid_escape, std::string* problem);
bool DecodeBytesEscapes(std::string_view body, std::string* out, size_t* invalid_escape,
                        std::string* problem);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_LITERALS_H_

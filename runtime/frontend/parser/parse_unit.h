// Parsing one unit: lex, parse, and diagnose what fails.

#ifndef KRAIT_RUNTIME_FRONTEND_PARSER_PARSE_UNIT_H_
#define KRAIT_RUNTIME_FRONTEND_PARSER_PARSE_UNIT_H_

#include "runtime/frontend/ast.h"
#include "runtime/frontend/parser/session.h"

namespace krait::frontend {

// The expression of an f-string; unit->text and the starting position are set. Null after an error.
ExprNode* ParseFStringUnit(ParseSession& session, SourceUnit* unit);

}  // namespace krait::frontend

#endif  // KRAIT_RUNTIME_FRONTEND_PARSER_PARSE_UNIT_H_

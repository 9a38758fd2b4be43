// match statements: patterns to tests and captures.
//
// A pattern that fails jumps to the next case. Sub-subjects stand in temporaries that live until
// the case is decided, so a capture only remembers a register; names are bound when the whole
// pattern has matched. Alternatives of an or-pattern move their captures to registers that they
// share.
#ifndef KRAIT_RUNTIME_FRONTEND_COMPILER_PATTERN_COMPILER_H_
#define KRAIT_RUNTIME_FRONTEND_COMPILER_PATTERN_COMPILER_H_

#include <vector>

#include "runtime/frontend/compiler/generator.h"

namespace krait::compiler {

class PatternCompiler {
 public:
  explicit PatternCompiler(Generator& generator) : g_(generator) {}

  // The whole pattern of a case; binds its names at the end.
  void Case(const ast::Pattern* pattern, Register subject, bool allow_irrefutable, Label& fail);

 private:
  struct Capture {
    ast::Identifier name;
    Register reg;
  };

  void Match(const ast::Pattern* pattern, Register subject, Label& fail);
  void MatchValue(const ast::MatchValue* pattern, Register subject, Label& fail);
  void MatchSingleton(const ast::MatchSingleton* pattern, Register subject, Label& fail);
  void MatchSequence(const ast::MatchSequence* pattern, Register subject, Label& fail);
  void MatchItems(const ast::MatchSequence* pattern, Register subject, int star, Label& fail);
  void MatchSubscripts(const ast::MatchSequence* pattern, Register subject, int star,
                       Register length, Label& fail);
  void MatchMapping(const ast::MatchMapping* pattern, Register subject, Label& fail);
  bool MappingKeys(const ast::MatchMapping* pattern, Register keys);
  void MappingValues(const ast::MatchMapping* pattern, Register values, Label& fail);
  void MatchClass(const ast::MatchClass* pattern, Register subject, Label& fail);
  void MatchOr(const ast::MatchOr* pattern, Register subject, Label& fail);
  void MatchAs(const ast::MatchAs* pattern, Register subject, Label& fail);
  void Bind(const ast::Pattern* pattern, ast::Identifier name, Register reg);
  void FailHere(const char* message);
  // r[length] = len(subject), compared with `count` by the given jump.
  void CheckLength(Register subject, Register length, int count, bool at_least, Label& fail);

  Generator& g_;
  std::vector<Capture> captures_;
  bool allow_irrefutable_ = false;
};

}  // namespace krait::compiler

#endif  // KRAIT_RUNTIME_FRONTEND_COMPILER_PATTERN_COMPILER_H_

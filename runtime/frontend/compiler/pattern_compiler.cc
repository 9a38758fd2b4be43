#include "runtime/frontend/compiler/pattern_compiler.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait::compiler {

namespace {

bool IsWildcard(const ast::Pattern* pattern) {
  const auto* as = ast::DynamicCast<ast::MatchAs>(pattern);
  return as != nullptr && !as->name;
}

// Names that a pattern captures, counting those of one alternative.
int CountCaptures(const ast::Pattern* pattern) {
  const auto sum = [](ast::NodeList<ast::Pattern> patterns) {
    int count = 0;
    for (const ast::Pattern* item : patterns) count += CountCaptures(item);
    return count;
  };
  switch (pattern->kind) {
    case ast::NodeKind::kMatchStar:
      return ast::Cast<ast::MatchStar>(pattern)->name ? 1 : 0;
    case ast::NodeKind::kMatchAs: {
      const auto* as = ast::Cast<ast::MatchAs>(pattern);
      return (as->name ? 1 : 0) + (as->pattern == nullptr ? 0 : CountCaptures(as->pattern));
    }
    case ast::NodeKind::kMatchOr:
      return CountCaptures(ast::Cast<ast::MatchOr>(pattern)->patterns[0]);
    case ast::NodeKind::kMatchSequence:
      return sum(ast::Cast<ast::MatchSequence>(pattern)->patterns);
    case ast::NodeKind::kMatchMapping: {
      const auto* mapping = ast::Cast<ast::MatchMapping>(pattern);
      return sum(mapping->patterns) + (mapping->rest ? 1 : 0);
    }
    case ast::NodeKind::kMatchClass:
      return sum(ast::Cast<ast::MatchClass>(pattern)->patterns) +
             sum(ast::Cast<ast::MatchClass>(pattern)->kwd_patterns);
    default:
      return 0;
  }
}

bool IsWildcardStar(const ast::Pattern* pattern) {
  const auto* star = ast::DynamicCast<ast::MatchStar>(pattern);
  return star != nullptr && !star->name;
}

}  // namespace

void PatternCompiler::Case(const ast::Pattern* pattern, Register subject, bool allow_irrefutable,
                           Label& fail) {
  captures_.clear();
  allow_irrefutable_ = allow_irrefutable;
  Match(pattern, subject, fail);
  for (const Capture& capture : captures_) {
    g_.At(*pattern);
    if (g_.RefuseDebugName(capture.name, ast::ExprContext::kStore, *pattern)) return;
    g_.StoreName(capture.name, capture.reg);
  }
}

void PatternCompiler::Match(const ast::Pattern* pattern, Register subject, Label& fail) {
  if (g_.failed_) return;
  if (!g_.iso_->CheckStack(" during compilation")) return g_.FailPending();
  g_.At(*pattern);
  switch (pattern->kind) {
    case ast::NodeKind::kMatchValue:
      return MatchValue(ast::Cast<ast::MatchValue>(pattern), subject, fail);
    case ast::NodeKind::kMatchSingleton:
      return MatchSingleton(ast::Cast<ast::MatchSingleton>(pattern), subject, fail);
    case ast::NodeKind::kMatchSequence:
      return MatchSequence(ast::Cast<ast::MatchSequence>(pattern), subject, fail);
    case ast::NodeKind::kMatchMapping:
      return MatchMapping(ast::Cast<ast::MatchMapping>(pattern), subject, fail);
    case ast::NodeKind::kMatchClass:
      return MatchClass(ast::Cast<ast::MatchClass>(pattern), subject, fail);
    case ast::NodeKind::kMatchStar:
      return Bind(pattern, ast::Cast<ast::MatchStar>(pattern)->name, subject);
    case ast::NodeKind::kMatchAs:
      return MatchAs(ast::Cast<ast::MatchAs>(pattern), subject, fail);
    case ast::NodeKind::kMatchOr:
      return MatchOr(ast::Cast<ast::MatchOr>(pattern), subject, fail);
    default:
      return;
  }
}

void PatternCompiler::Bind(const ast::Pattern* pattern, ast::Identifier name, Register reg) {
  if (!name) return;
  for (const Capture& capture : captures_) {
    if (capture.name == name) {
      return g_.Fail(*pattern,
                     ast::Join({"multiple assignments to name '", name.view(), "' in pattern"}));
    }
  }
  captures_.push_back({name, reg});
}

void PatternCompiler::MatchValue(const ast::MatchValue* pattern, Register subject, Label& fail) {
  const ast::ExprNode* e = pattern->value;
  // Literals (with a sign, complex numbers included) and dotted names only.
  if (e->kind == ast::NodeKind::kName || e->kind == ast::NodeKind::kJoinedStr) {
    return g_.Fail(*pattern, "patterns may only match literals and attribute lookups");
  }
  const Operand value = g_.Evaluate(e, kAnywhere);
  g_.ComparePair(ast::CompareOperator::kEq, Operand::InRegister(subject), value, false, fail,
                 *pattern);
}

void PatternCompiler::MatchSingleton(const ast::MatchSingleton* pattern, Register subject,
                                     Label& fail) {
  const Value value = pattern->value == ast::ConstantKind::kNone
                          ? Value::None()
                          : Value::Bool(pattern->value == ast::ConstantKind::kTrue);
  g_.ComparePair(ast::CompareOperator::kIs, Operand::InRegister(subject),
                 Operand::OfConstant(value), false, fail, *pattern);
}

// Reports at the pattern that was looked at last.
void PatternCompiler::FailHere(const char* message) {
  const CodePosition here = g_.code().position();
  g_.Fail({here.line, here.column, here.end_line, here.end_column}, message);
}

void PatternCompiler::CheckLength(Register subject, Register length, int count, bool at_least,
                                  Label& fail) {
  g_.code().EmitSite(Op::kGetLen, length, subject, 0);
  const ast::CompareOperator op = at_least ? ast::CompareOperator::kGtE : ast::CompareOperator::kEq;
  const CodePosition here = g_.code().position();
  g_.ComparePair(op, Operand::InRegister(length), Operand::OfConstant(Value::Int(count)), false,
                 fail, {here.line, here.column, here.end_line, here.end_column});
}

void PatternCompiler::MatchSequence(const ast::MatchSequence* pattern, Register subject,
                                    Label& fail) {
  const auto count = static_cast<int>(pattern->patterns.size());
  int star = -1;
  bool only_wildcards = true, star_wildcard = false;
  for (int i = 0; i < count; ++i) {
    const ast::Pattern* item = pattern->patterns[static_cast<size_t>(i)];
    if (item->kind == ast::NodeKind::kMatchStar) {
      if (star >= 0) {
        return g_.Fail(*pattern, "multiple starred names in sequence pattern");
      }
      star = i;
      star_wildcard = IsWildcardStar(item);
      only_wildcards &= star_wildcard;
    } else {
      only_wildcards &= IsWildcard(item);
    }
  }
  const Register test = g_.Push();
  g_.code().EmitSite(Op::kMatchSequence, test, subject, 0);
  g_.JumpOnTruth(test, false, fail);
  if (star < 0) {
    CheckLength(subject, test, count, false, fail);
  } else if (count > 1) {
    CheckLength(subject, test, count - 1, true, fail);
  }
  // What lies below is never the whole pattern.
  const bool saved = allow_irrefutable_;
  allow_irrefutable_ = true;
  if (only_wildcards) {
    // Nothing to look at.
  } else if (star_wildcard) {
    MatchSubscripts(pattern, subject, star, test, fail);
  } else {
    MatchItems(pattern, subject, star, fail);
  }
  allow_irrefutable_ = saved;
}

void PatternCompiler::MatchItems(const ast::MatchSequence* pattern, Register subject, int star,
                                 Label& fail) {
  const auto count = static_cast<int>(pattern->patterns.size());
  if (star >= 256) {
    return g_.Fail(*pattern, "too many expressions in star-unpacking sequence pattern");
  }
  const Register base = g_.PushMany(count);
  if (star >= 0) {
    g_.code().EmitSiteExtra(Op::kUnpackEx, base, subject, star,
                            static_cast<uint32_t>(count - star - 1));
  } else {
    g_.code().EmitSite(Op::kUnpackSequence, base, subject, count);
  }
  for (int i = 0; i < count; ++i) {
    const ast::Pattern* item = pattern->patterns[static_cast<size_t>(i)];
    if (!IsWildcard(item)) Match(item, base + i, fail);
  }
}

// With `*_` only the items around it are read.
void PatternCompiler::MatchSubscripts(const ast::MatchSequence* pattern, Register subject, int star,
                                      Register length, Label& fail) {
  const auto count = static_cast<int>(pattern->patterns.size());
  for (int i = 0; i < count; ++i) {
    const ast::Pattern* item = pattern->patterns[static_cast<size_t>(i)];
    if (i == star || IsWildcard(item)) continue;
    g_.At(*pattern);
    const Register value = g_.Push();
    const Register key = g_.Push();
    if (i < star) {
      g_.Load(key, Value::Int(i));
    } else {
      const Register back = g_.Push();
      g_.Load(back, Value::Int(count - i));
      g_.code().EmitSite(Op::kSub, key, length, back);
    }
    g_.code().EmitSite(Op::kGetItem, value, subject, key);
    Match(item, value, fail);
  }
}

// The keys as a tuple in r[keys]; false after an error.
bool PatternCompiler::MappingKeys(const ast::MatchMapping* pattern, Register keys) {
  const size_t count = pattern->keys.size();
  gc::RootVector seen(g_.iso_->heap());
  const Register base = g_.top();
  for (size_t i = 0; i < count; ++i) {
    const ast::ExprNode* key = pattern->keys[i];
    Value constant;
    if (g_.ConstantValue(key, &constant)) {
      for (Value other : seen) {
        bool equal = false;
        if (!Equal(g_.iso_, other, constant, &equal)) TakePending(g_.iso_);
        if (!equal) continue;
        const Str* text = Repr(g_.iso_, constant);
        if (text == nullptr) return false;
        g_.Fail(*pattern, ast::Join({"mapping pattern checks duplicate key (", text->view(), ")"}));
        return false;
      }
      seen.push_back(constant);
    } else if (key->kind != ast::NodeKind::kAttribute) {
      g_.Fail(*pattern, "mapping pattern keys may only match literals and attribute lookups");
      return false;
    }
    g_.ToNew(key);
  }
  g_.At(*pattern);
  g_.code().Emit(Op::kBuildTuple, keys, base, static_cast<int>(count));
  return true;
}

void PatternCompiler::MatchMapping(const ast::MatchMapping* pattern, Register subject,
                                   Label& fail) {
  const auto count = static_cast<int>(pattern->keys.size());
  const Register test = g_.Push();
  g_.code().EmitSite(Op::kMatchMapping, test, subject, 0);
  g_.JumpOnTruth(test, false, fail);
  if (count == 0 && !pattern->rest) return;
  if (count > 0) CheckLength(subject, test, count, true, fail);
  const Register keys = g_.Push();
  const Register first_key = g_.top();
  if (!MappingKeys(pattern, keys)) return;
  const Register values = g_.Push();
  g_.code().EmitSite(Op::kMatchKeys, values, subject, keys);
  g_.JumpOn(Op::kJumpIfNone, values, 0, fail);
  Register rest = 0;
  if (pattern->rest) {
    rest = g_.Push();
    g_.code().EmitSite(Op::kBuildMap, rest, rest, 0);
    g_.code().EmitSite(Op::kDictUpdate, rest, subject, 0);
    for (int i = 0; i < count; ++i) g_.code().EmitSite(Op::kDelItem, rest, first_key + i, 0);
  }
  if (count > 0) MappingValues(pattern, values, fail);
  if (pattern->rest) Bind(pattern, pattern->rest, rest);  // last, as in CPython
}

void PatternCompiler::MappingValues(const ast::MatchMapping* pattern, Register values,
                                    Label& fail) {
  const auto count = static_cast<int>(pattern->keys.size());
  const Register base = g_.PushMany(count);
  g_.At(*pattern);
  g_.code().EmitSite(Op::kUnpackSequence, base, values, count);
  const bool saved = allow_irrefutable_;
  allow_irrefutable_ = true;
  for (int i = 0; i < count; ++i) {
    const ast::Pattern* item = pattern->patterns[static_cast<size_t>(i)];
    if (!IsWildcard(item)) Match(item, base + i, fail);
  }
  allow_irrefutable_ = saved;
}

void PatternCompiler::MatchClass(const ast::MatchClass* pattern, Register subject, Label& fail) {
  const size_t named = pattern->kwd_attrs.size();
  for (size_t i = 0; i < named; ++i) {
    if (g_.RefuseDebugName(pattern->kwd_attrs[i], ast::ExprContext::kStore, *pattern)) return;
    for (size_t k = i + 1; k < named; ++k) {
      if (pattern->kwd_attrs[i] == pattern->kwd_attrs[k]) {
        return g_.Fail(*pattern->kwd_patterns[k],
                       ast::Join({"attribute name repeated in class pattern: ",
                                  pattern->kwd_attrs[i].view()}));
      }
    }
  }
  const Register base = g_.ToNew(pattern->cls);
  gc::RootVector names(g_.iso_->heap());
  for (ast::Identifier name : pattern->kwd_attrs) {
    names.push_back(g_.constants_.String(name.view()));
  }
  g_.At(*pattern);
  g_.Load(g_.Push(), g_.constants_.TupleOf({names.data(), names.size()}));
  const auto positional = static_cast<int>(pattern->patterns.size());
  g_.code().EmitSiteExtra(Op::kMatchClass, base, subject, base, static_cast<uint32_t>(positional));
  g_.JumpOn(Op::kJumpIfNone, base, 0, fail);
  const int count = positional + static_cast<int>(named);
  const Register items = g_.PushMany(count);
  g_.code().EmitSite(Op::kUnpackSequence, items, base, count);
  const bool saved = allow_irrefutable_;
  allow_irrefutable_ = true;
  for (int i = 0; i < count; ++i) {
    const ast::Pattern* item = i < positional
                                   ? pattern->patterns[static_cast<size_t>(i)]
                                   : pattern->kwd_patterns[static_cast<size_t>(i - positional)];
    if (!IsWildcard(item)) Match(item, items + i, fail);
  }
  allow_irrefutable_ = saved;
}

void PatternCompiler::MatchAs(const ast::MatchAs* pattern, Register subject, Label& fail) {
  if (pattern->pattern == nullptr) {
    if (!allow_irrefutable_) {
      if (pattern->name) {
        return g_.Fail(*pattern, ast::Join({"name capture '", pattern->name.view(),
                                            "' makes remaining patterns unreachable"}));
      }
      return g_.Fail(*pattern, "wildcard makes remaining patterns unreachable");
    }
    return Bind(pattern, pattern->name, subject);
  }
  Match(pattern->pattern, subject, fail);
  Bind(pattern->pattern, pattern->name, subject);
}

void PatternCompiler::MatchOr(const ast::MatchOr* pattern, Register subject, Label& fail) {
  std::vector<Capture> outer;
  outer.swap(captures_);
  std::vector<Capture> shared;
  const bool saved = allow_irrefutable_;
  Label matched;
  const size_t count = pattern->patterns.size();
  // The captures of every alternative end up in these registers, in the order of the first one.
  const Register reserve = g_.PushMany(CountCaptures(pattern));
  for (size_t i = 0; i < count && !g_.failed_; ++i) {
    const bool last = i + 1 == count;
    allow_irrefutable_ = saved && last;
    Label next;
    captures_.clear();
    const Register mark = g_.top();
    Match(pattern->patterns[i], subject, last ? fail : next);
    if (g_.failed_) return;
    if (i == 0) {
      shared = captures_;
      for (size_t k = 0; k < shared.size(); ++k) {
        shared[k].reg = reserve + static_cast<Register>(k);
      }
    }
    if (captures_.size() != shared.size()) {
      return FailHere("alternative patterns bind different names");
    }
    for (const Capture& target : shared) {
      const auto it = std::find_if(captures_.begin(), captures_.end(),
                                   [&](const Capture& c) { return c.name == target.name; });
      if (it == captures_.end()) {
        return FailHere("alternative patterns bind different names");
      }
      g_.Move(target.reg, it->reg);
    }
    if (!last) g_.Goto(matched);
    g_.PopTo(mark);
    g_.Bind(next);
  }
  g_.Bind(matched);
  g_.PopTo(reserve + static_cast<Register>(shared.size()));
  allow_irrefutable_ = saved;
  captures_ = std::move(outer);
  for (const Capture& capture : shared) Bind(pattern, capture.name, capture.reg);
}

// ---- the statement

void Generator::MatchStatement(const ast::Match* statement) {
  const Register subject = ToNew(statement->subject);
  Label end;
  PatternCompiler patterns(*this);
  const size_t count = statement->cases.size();
  for (size_t i = 0; i < count && !failed_; ++i) {
    const ast::MatchCase* match_case = statement->cases[i];
    const bool last = i + 1 == count;
    Label next;
    patterns.Case(match_case->pattern, subject, match_case->guard != nullptr || last, next);
    if (match_case->guard != nullptr) {
      Condition(match_case->guard, false, next, *match_case->pattern);
    }
    PopTo(subject + 1);
    Body(match_case->body);
    if (!last) Goto(end);
    Bind(next);
  }
  Bind(end);
}

}  // namespace krait::compiler

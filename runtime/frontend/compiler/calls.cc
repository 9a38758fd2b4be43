// The arguments of calls.

#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/join.h"
#include "runtime/isolate.h"

namespace krait::compiler {

namespace {

// More arguments than this go through a tuple and a dictionary.
constexpr size_t kMaxPlainArguments = 200;

// Pairs of a dictionary built at once.
constexpr size_t kMaxPairs = 64;

}  // namespace

bool Generator::HasUnpacking(const ast::Call* e) {
  for (const ast::ExprNode* arg : e->args) {
    if (arg->kind == ast::NodeKind::kStarred) return true;
  }
  for (const ast::Keyword* keyword : e->keywords) {
    if (!keyword->arg) return true;
  }
  return false;
}

bool Generator::IsLarge(const ast::Call* e) {
  return e->args.size() + e->keywords.size() > kMaxPlainArguments;
}

void Generator::CheckKeywords(ast::NodeList<ast::Keyword> keywords, const ast::Position& at) {
  for (size_t i = 0; i < keywords.size(); ++i) {
    const ast::Identifier name = keywords[i]->arg;
    if (!name) continue;
    if (RefuseDebugName(name, ast::ExprContext::kStore, at)) return;
    for (size_t k = i + 1; k < keywords.size(); ++k) {
      if (keywords[k]->arg == name) {
        return Fail(*keywords[k], ast::Join({"keyword argument repeated: ", name.view()}));
      }
    }
  }
}

uint32_t Generator::KeywordNames(ast::NodeList<ast::Keyword> keywords, size_t begin, size_t end) {
  gc::RootVector names(iso_->heap());
  for (size_t i = begin; i < end; ++i) {
    names.push_back(constants_.String(Mangle(keywords[i]->arg).view()));
  }
  return u_->constants.Add(constants_.TupleOf({names.data(), names.size()}));
}

int Generator::PlainArguments(ast::NodeList<ast::ExprNode> args,
                              ast::NodeList<ast::Keyword> keywords, uint32_t* names) {
  for (const ast::ExprNode* arg : args) ToNew(arg);
  for (const ast::Keyword* keyword : keywords) ToNew(keyword->value);
  if (!keywords.empty()) *names = KeywordNames(keywords, 0, keywords.size());
  return static_cast<int>(args.size() + keywords.size());
}

// `injected` arguments stand behind the callable already (those of __build_class__).
void Generator::UnpackingCall(Register window, ast::NodeList<ast::ExprNode> args,
                              ast::NodeList<ast::Keyword> keywords, int injected,
                              const ast::Position& at) {
  const Register positional = window + 1;
  bool starred = false;
  for (const ast::ExprNode* arg : args) starred |= arg->kind == ast::NodeKind::kStarred;
  if (injected == 0 && args.size() == 1 && starred) {
    // The call converts it, and can name the function when that fails.
    PopTo(positional);
    To(ast::Cast<ast::Starred>(args[0])->value, Push());
  } else if (!starred && args.size() + static_cast<size_t>(injected) <= kMaxPlainArguments) {
    for (const ast::ExprNode* arg : args) ToNew(arg);
    At(at);
    code().Emit(Op::kBuildTuple, positional, positional, injected + static_cast<int>(args.size()));
    PopTo(positional);
    Push();
  } else {
    PopTo(positional + injected);
    const Register list = injected == 0 ? Push() : positional;
    BuildListFrom(args, list, positional, injected, at);
    At(at);
    code().Emit(Op::kListToTuple, positional, list);
    PopTo(positional + 1);
  }
  const Register dict = Push();
  if (keywords.empty()) {
    At(at);
    code().Emit(Op::kClear, dict);
  } else {
    KeywordDict(window, keywords, at);
  }
  At(at);
  code().EmitSite(Op::kCallEx, window, 0, 0);
}

// The dictionary of all keyword arguments in the topmost temporary, window + 2.
void Generator::KeywordDict(Register window, ast::NodeList<ast::Keyword> keywords,
                            const ast::Position& at) {
  const Register dict = window + 2;
  bool made = false;
  for (size_t i = 0; i < keywords.size();) {
    const Register mark = top();
    if (!keywords[i]->arg) {
      if (!made) {
        At(at);
        code().EmitSite(Op::kBuildMap, dict, dict, 0);
        made = true;
      }
      const Register other = Any(keywords[i]->value);
      At(at);
      code().EmitSite(Op::kDictMerge, dict, other, window);
      PopTo(mark);
      ++i;
      continue;
    }
    size_t end = i;
    while (end < keywords.size() && keywords[end]->arg && end - i < kMaxPairs) ++end;
    const Register values = top();
    for (size_t k = i; k < end; ++k) ToNew(keywords[k]->value);
    At(at);
    const Register to = made ? values : dict;
    NoteRegisters(to + 1);
    code().EmitExtra(Op::kBuildConstKeyMap, to, values, static_cast<int>(end - i),
                     KeywordNames(keywords, i, end));
    if (made) code().EmitSite(Op::kDictMerge, dict, values, window);
    made = true;
    PopTo(mark);
    i = end;
  }
}

}  // namespace krait::compiler

// A small language on call sites alone, with no Python in sight: arithmetic, functions, recursion,
// and functions that are redefined while they run. docs/call-sites.md walks through it.
//
//   bazel run //examples:expression_language
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/host_function.h"
#include "callsite/linked_site.h"
#include "callsite/typed_invocation.h"

namespace {

using namespace krait::callsite;  // NOLINT: the whole program speaks of nothing else
constexpr Representation kNumber = Representation::kDouble;

struct Operator {
  const char* sign;
  int level;  // the higher, the tighter it binds
  double (*apply)(double, double);
};
constexpr Operator kOperators[] = {{"+", 0, [](double a, double b) { return a + b; }},
                                   {"-", 0, [](double a, double b) { return a - b; }},
                                   {"*", 1, [](double a, double b) { return a * b; }},
                                   {"/", 1, [](double a, double b) { return a / b; }}};

// What a name means now, and the assumption that it still does.
struct Definition {
  HandleRef body;
  SwitchPointRef point = NewSwitchPoint();
};

class Language {
 public:
  HandleTable& table() { return table_; }

  // The new body first, then the old assumption: whoever links again finds the new one.
  void Define(const std::string& name, HandleRef body) {
    const Definition old = std::exchange(definitions_[name], Definition{std::move(body)});
    old.point->Invalidate();
  }

  // "def f(a, b) = expression" gives 0, an expression its value.
  absl::StatusOr<double> Run(std::string_view line) {
    rest_ = line;
    names_.clear();
    error_ = absl::OkStatus();
    std::string defined;
    if (Take("def ")) {
      defined = Word();
      for (Take("("); !Take(")") && !rest_.empty(); Take(",")) names_.push_back(Word());
      Take("=");
    }
    const HandleRef body = Expression(0);
    if (!rest_.empty()) Fail("cannot read " + std::string(rest_));
    if (!error_.ok()) return error_;
    if (!defined.empty()) return Define(defined, body), 0;
    auto compiled = body->As<double()>();
    return compiled.ok() ? compiled->Call() : compiled.status();
  }

 private:
  // "call f" is f's body for as long as f is not redefined: no guard, one switch point.
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request) {
    const std::string name(request.descriptor().name);
    std::cout << "    (linking " << name << ")\n";
    const auto found = definitions_.find(name);
    if (found == definitions_.end()) return absl::NotFoundError("no function " + name);
    GuardedInvocation link{Guard::Always(), found->second.body};
    return link.AddSwitchPoint(found->second.point);
  }

  // Every expression is a handle of the parameters of the function that it stands in.
  HandleRef Expression(int level) {
    if (level == 2) return Factor();
    HandleRef left = Expression(level + 1);
    for (;;) {
      const Operator* op = std::find_if(
          std::begin(kOperators), std::end(kOperators),
          [&](const Operator& known) { return known.level == level && Take(known.sign); });
      if (op == std::end(kOperators)) return left;
      left = Apply(Function(table_, op->sign, op->apply, kPure), {left, Expression(level + 1)});
    }
  }
  HandleRef Factor() {
    if (Take("(")) {
      const HandleRef inner = Expression(0);
      return Take(")") ? inner : Fail(") is missing");
    }
    const std::string word = Word();
    if (std::isdigit(word[0]) != 0) {
      return Apply(ConstantWord(table_, std::strtod(word.c_str(), nullptr)), {});
    }
    const auto name = std::find(names_.begin(), names_.end(), word);
    if (name != names_.end()) {
      const int position = static_cast<int>(name - names_.begin());
      return Built(PermuteArguments(Identity(table_, kNumber), Numbers(names_), {position}));
    }
    return Call(word);
  }
  // name(arguments...); if(c, a, b) evaluates one of a and b.
  HandleRef Call(const std::string& name) {
    std::vector<HandleRef> arguments;
    for (Take("("); !Take(")") && error_.ok(); Take(",")) arguments.push_back(Expression(0));
    if (name == "if" && arguments.size() == 3) {
      const HandleRef is_true = Function(table_, "is true", [](double d) { return d != 0; });
      const HandleRef test = Built(FilterReturnValue(arguments[0], is_true));
      return Built(GuardWithTest(test, arguments[1], arguments[2]));
    }
    const CallDescriptor& call = linker_.Descriptor("call", name, Numbers(arguments));
    return Apply(sites_.emplace_back(call).DynamicInvoker(), arguments);
  }

  HandleRef Apply(const HandleRef& f, const std::vector<HandleRef>& arguments) {
    return Built(Combine(f, arguments, Numbers(names_)->parameters()));
  }
  template <typename T>
  const MethodType* Numbers(const std::vector<T>& each) {
    return table_.types().Get(kNumber, std::vector<Parameter>(each.size(), kNumber));
  }
  // Of the errors in a line the first is reported; a handle that was not built is null.
  HandleRef Built(const absl::StatusOr<HandleRef>& built) {
    if (error_.ok()) error_ = built.status();
    return built.ok() ? *built : HandleRef();
  }
  HandleRef Fail(const std::string& why) { return Built(absl::InvalidArgumentError(why)); }

  // Takes the sign, if it is what comes next, and the blanks behind it.
  bool Take(std::string_view sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    return true;
  }
  // A name or a number.
  std::string Word() {
    const auto end = std::find_if(rest_.begin(), rest_.end(),
                                  [](char c) { return std::isalnum(c) == 0 && c != '.'; });
    const std::string word(rest_.begin(), end);
    if (word.empty()) Fail("cannot read " + std::string(std::exchange(rest_, "")));
    Take(word);
    return word;
  }

  HandleTable table_;
  InvocationContext context_{table_};
  std::map<std::string, Definition> definitions_;
  DynamicLinker linker_{table_, LinkerOptions([this](const LinkRequest& request, LinkerServices&) {
                          return Link(request);
                        })};
  std::deque<LinkedSite> sites_;
  std::string_view rest_;  // of the line that is being read
  absl::Status error_;
  std::vector<std::string> names_;  // the parameters of the function that is being read
};

}  // namespace

int main() {
  Language language;
  // A function of the host: on the third day, wages are doubled, while the sum is under way.
  language.Define("day", Function(language.table(), "day", [&](double day) {
                    if (day == 3) (void)language.Run("def wage(hours) = hours * 20");
                    return 0.0;
                  }));
  for (const char* line : {"1 + 2 * (3 - 4)", "def square(x) = x * x", "square(3) + square(4)",
                           "def wage(hours) = hours * 10",
                           "def pay(days) = if(days, day(days) + wage(8) + pay(days - 1), 0)",
                           "pay(5)", "pay(5)", "square(2, 3)", "cube(2)"}) {
    const absl::StatusOr<double> result = language.Run(line);
    std::cout << line << "\n  = ";
    result.ok() ? std::cout << *result << "\n" : std::cout << result.status() << "\n";
  }
}

// A small language on call sites alone, with no Python in sight: arithmetic, functions, recursion,
// and functions that are redefined while they run. docs/call-sites.md walks through it.
//
//   bazel run //examples:expression_language
#include <cctype>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "callsite/combinators/arguments.h"
#include "callsite/combinators/control.h"
#include "callsite/combinators/leaves.h"
#include "callsite/host_function.h"
#include "callsite/invocation_context.h"
#include "callsite/linked_site.h"
#include "callsite/typed_invocation.h"

namespace {

using namespace krait::callsite;  // NOLINT: the whole program speaks of nothing else
using Built = absl::StatusOr<HandleRef>;
constexpr Representation kNumber = Representation::kDouble;

// What a name means now, and the assumption that it still does.
struct Definition {
  HandleRef body;
  SwitchPointRef point = NewSwitchPoint();
};
using Definitions = std::map<std::string, Definition, std::less<>>;

// "call f" is f's body for as long as f is not redefined: no guard, one switch point.
class FunctionLinker final : public Linker {
 public:
  explicit FunctionLinker(const Definitions& definitions) : definitions_(definitions) {}
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request, LinkerServices&) override {
    const CallDescriptor& call = request.descriptor();
    std::cout << "    (linking " << call.name << ")\n";
    const auto found = definitions_.find(call.name);
    if (found == definitions_.end()) {
      return absl::NotFoundError("no function " + std::string(call.name));
    }
    GuardedInvocation link{Guard::Always(), found->second.body};
    link.AddSwitchPoint(found->second.point);
    return link;
  }

 private:
  const Definitions& definitions_;
};

class Language {
 public:
  Language() : context_(table_), linker_(table_, Options()) {}

  HandleTable& table() { return table_; }

  // The new body first, then the old assumption: whoever links again finds the new one.
  void Define(const std::string& name, HandleRef body) {
    const Definition old = std::exchange(definitions_[name], Definition{std::move(body)});
    old.point->Invalidate();
  }

  // "def f(a, b) = expression" gives 0, an expression its value.
  absl::StatusOr<double> Run(std::string_view line) {
    text_ = line;
    names_.clear();
    std::string defined;
    if (Take("def ")) {
      defined = Name();
      Take("(");
      while (!Take(")") && !text_.empty()) names_.push_back(Name()), Take(",");
      Take("=");
    }
    Built body = Sum();
    if (!body.ok()) return body.status();
    if (!text_.empty()) return absl::InvalidArgumentError("cannot read " + std::string(text_));
    if (!defined.empty()) return Define(defined, *body), 0;
    auto compiled = (*body)->As<double()>();
    return compiled.ok() ? compiled->Call() : compiled.status();
  }

 private:
  LinkerOptions Options() {
    LinkerOptions options;
    options.linkers.push_back(std::make_unique<FunctionLinker>(definitions_));
    return options;
  }
  const MethodType* Numbers(size_t count) {
    return table_.types().Get(kNumber, std::vector<Parameter>(count, kNumber));
  }

  // f(a(p...), b(p...), ...) as a handle of the parameters p... alone.
  Built Apply(HandleRef f, const std::vector<HandleRef>& arguments) {
    const int count = static_cast<int>(names_.size());
    const MethodType* type = Numbers(names_.size());
    std::vector<int> order;
    // What is collected last runs first: so from right to left.
    for (int i = static_cast<int>(arguments.size()) - 1; i >= 0; --i) {
      Built collected = CollectArguments(f, i, arguments[static_cast<size_t>(i)]);
      if (!collected.ok()) return collected;
      f = *collected;
      for (int p = 0; p < count; ++p) order.push_back(p);
    }
    return PermuteArguments(f, type, order);
  }
  // left op right op right ...
  Built Chain(Built (Language::*part)(), const char* op1, double (*f1)(double, double),
              const char* op2, double (*f2)(double, double)) {
    Built left = (this->*part)();
    while (left.ok()) {
      const bool first = Take(op1);
      if (!first && !Take(op2)) return left;
      Built right = (this->*part)();
      if (!right.ok()) return right;
      left = Apply(Function(table_, first ? op1 : op2, first ? f1 : f2, kPure), {*left, *right});
    }
    return left;
  }
  Built Sum() {
    return Chain(
        &Language::Product, "+", [](double a, double b) { return a + b; }, "-",
        [](double a, double b) { return a - b; });
  }
  Built Product() {
    return Chain(
        &Language::Factor, "*", [](double a, double b) { return a * b; }, "/",
        [](double a, double b) { return a / b; });
  }
  Built Factor() {
    if (Take("(")) {
      Built inner = Sum();
      return Take(")") ? inner : absl::InvalidArgumentError(") is missing");
    }
    if (!text_.empty() && std::isdigit(text_[0]) != 0) {
      const double number = std::strtod(std::string(text_).c_str(), nullptr);
      while (!text_.empty() && (std::isdigit(text_[0]) != 0 || text_[0] == '.')) Skip();
      Take("");
      return DropArguments(ConstantWord(table_, number), 0, Numbers(names_.size())->parameters());
    }
    const std::string name = Name();
    if (name.empty()) return absl::InvalidArgumentError("an expression is missing");
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] != name) continue;
      return PermuteArguments(Identity(table_, kNumber), Numbers(names_.size()),
                              {static_cast<int>(i)});
    }
    return Call(name);
  }
  // name(arguments...); if(c, a, b) evaluates one of a and b.
  Built Call(const std::string& name) {
    std::vector<HandleRef> arguments;
    Take("(");
    while (!Take(")")) {
      Built argument = Sum();
      if (!argument.ok()) return argument;
      arguments.push_back(*argument);
      if (!Take(",") && text_.empty()) return absl::InvalidArgumentError(") is missing");
    }
    if (name == "if" && arguments.size() == 3) {
      const HandleRef is_true = Function(table_, "is true", [](double d) { return d != 0; });
      Built test = FilterReturnValue(arguments[0], is_true);
      return test.ok() ? GuardWithTest(*test, arguments[1], arguments[2]) : test;
    }
    const CallDescriptor& call = linker_.Descriptor("call", name, Numbers(arguments.size()));
    return Apply(sites_.emplace_back(call).DynamicInvoker(), arguments);
  }

  void Skip() { text_.remove_prefix(1); }
  bool Take(std::string_view token) {
    if (!text_.starts_with(token)) return false;
    text_.remove_prefix(token.size());
    while (text_.starts_with(' ')) Skip();
    return true;
  }
  std::string Name() {
    std::string name;
    while (!text_.empty() && std::isalpha(text_[0]) != 0) name += text_[0], Skip();
    Take("");
    return name;
  }

  HandleTable table_;
  InvocationContext context_;
  Definitions definitions_;
  DynamicLinker linker_;
  std::deque<LinkedSite> sites_;
  std::string_view text_;
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

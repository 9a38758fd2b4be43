#include "runtime/frontend/future.h"

#include "runtime/frontend/join.h"

namespace krait::frontend {

namespace {

constexpr std::string_view kMandatory[] = {
    "nested_scopes",  "generators",     "division",         "absolute_import",
    "with_statement", "print_function", "unicode_literals", "generator_stop",
};

void Take(const ImportFrom* statement, FutureFeatures* features) {
  features->last_line = statement->lineno;
  for (const Alias* alias : statement->names) {
    const std::string_view name = alias->name.view();
    if (name == "annotations") {
      features->annotations = true;
      continue;
    }
    if (name == "barry_as_FLUFL") {
      features->barry = true;
      continue;
    }
    bool known = false;
    for (std::string_view mandatory : kMandatory) known |= name == mandatory;
    if (known) continue;
    features->error = name == "braces"
                          ? std::string("not a chance")
                          : Join({"future feature ", name.substr(0, 100), " is not defined"});
    features->error_position = *statement;
    features->error_position.end_lineno = statement->lineno;
    features->error_position.end_col_offset = -1;  // as in CPython: unknown
    return;
  }
}

bool IsString(const Stmt* statement) {
  const auto* expression = DynamicCast<Expr>(statement);
  if (expression == nullptr) return false;
  const auto* constant = DynamicCast<Constant>(expression->value);
  return constant != nullptr && constant->type == ConstantKind::kStr;
}

}  // namespace

FutureFeatures FindFutureFeatures(const Node* root) {
  FutureFeatures features;
  const auto* module = DynamicCast<Module>(root);
  if (module == nullptr) return features;
  bool done = false;
  int32_t line = 0;
  NodeList<Stmt> body = module->body;
  if (!body.empty() && IsString(body[0])) body = body.subspan(1);  // the doc string
  for (const Stmt* statement : body) {
    if (done && statement->lineno > line) return features;
    line = statement->lineno;
    const auto* import = DynamicCast<ImportFrom>(statement);
    if (import != nullptr && import->module && import->module.view() == "__future__") {
      if (done) {
        features.error = "from __future__ imports must occur at the beginning of the file";
        features.error_position = *import;
        return features;
      }
      Take(import, &features);
      if (!features.error.empty()) return features;
    } else {
      done = true;
    }
  }
  return features;
}

}  // namespace krait::frontend

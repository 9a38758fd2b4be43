#include "runtime/frontend/compiler/compiler.h"

#include "runtime/bytecode/code.h"
#include "runtime/frontend/compiler/generator.h"
#include "runtime/frontend/compiler/source_hooks.h"
#include "runtime/frontend/compiler/syntax_errors.h"
#include "runtime/frontend/future.h"
#include "runtime/frontend/parser/parser.h"
#include "runtime/frontend/scope.h"
#include "runtime/interpreter/current_frame.h"
#include "runtime/interpreter/frame.h"
#include "runtime/isolate.h"
#include "runtime/object/operations.h"
#include "runtime/text/character_names.h"
#include "runtime/text/codec.h"
#include "runtime/text/str.h"
#include "runtime/text/utf8.h"

namespace krait {

namespace {

frontend::ParseOptions OptionsFor(Isolate* iso, Str* filename, CompileMode mode, uint32_t flags) {
  frontend::ParseOptions options;
  SetSourceHooks(iso, &options);
  options.filename = filename->view();
  switch (mode) {
    case CompileMode::kExec:
      options.mode = frontend::ParseMode::kExec;
      break;
    case CompileMode::kEval:
      options.mode = frontend::ParseMode::kEval;
      break;
    case CompileMode::kSingle:
      options.mode = frontend::ParseMode::kSingle;
      break;
    case CompileMode::kFunctionType:
      options.mode = frontend::ParseMode::kFunctionType;
      break;
  }
  if ((flags & kFutureBarry) != 0) options.flags |= frontend::kBarryAsBdfl;
  if ((flags & kCompileSourceIsUtf8) != 0) options.flags |= frontend::kIgnoreCookie;
  if ((flags & kCompileDontImplyDedent) != 0) options.flags |= frontend::kDontImplyDedent;
  if ((flags & kCompileIncompleteInput) != 0) {
    options.flags |= frontend::kAllowIncompleteInput;
  }
  return options;
}

// The future features of the calling frame's code.
uint32_t InheritedFlags(Isolate* iso) {
  const Frame* frame = CurrentFrame(iso);
  return frame == nullptr ? 0 : frame->code->flags & kFutureMask;
}

Code* Generate(Isolate* iso, frontend::AstArena& arena, frontend::Node* root,
               std::string_view source, Str* filename, CompileMode mode, uint32_t flags,
               int optimize) {
  const frontend::FutureFeatures features = frontend::FindFutureFeatures(root);
  if (!features.error.empty()) {
    return RaiseSyntaxError(iso, features.error, features.error_position, filename, source);
  }
  if (features.annotations) flags |= kFutureAnnotations;
  if (features.barry) flags |= kFutureBarry;
  frontend::ScopeError scope_error;
  const auto scopes =
      frontend::AnalyzeScopes(arena, root, (flags & kFutureAnnotations) != 0, &scope_error);
  if (scopes == nullptr) {
    if (scope_error.too_deep) return RaiseRecursionError(iso, " during compilation");
    return RaiseSyntaxError(iso, scope_error.message, scope_error.position, filename, source);
  }
  compiler::Generator generator(iso, arena, *scopes, filename, flags & kFutureMask,
                                features.last_line, optimize);
  Code* code = generator.GenerateModule(root, mode, (flags & kCompileTopLevelAwait) != 0);
  if (const compiler::SyntaxFault* fault = generator.fault()) {
    if (iso->HasPending()) return nullptr;
    return RaiseSyntaxError(iso, fault->message, fault->position, filename, source);
  }
  for (const compiler::SyntaxCaution& caution : generator.cautions()) {
    if (!IssueSyntaxWarning(iso, frontend::SyntaxWarningInfo::Category::kSyntaxWarning,
                            caution.message, caution.position, filename, source)) {
      return nullptr;
    }
  }
  return code;
}

}  // namespace

bool ParseSource(Isolate* iso, std::string_view source, Str* filename, CompileMode mode,
                 uint32_t flags, bool dont_inherit, frontend::ParseResult* result) {
  if (!dont_inherit) flags |= InheritedFlags(iso);
  *result = frontend::Parse(source, OptionsFor(iso, filename, mode, flags));
  // A source that fails has its warnings, too: those of what was read.
  for (const frontend::SyntaxWarningInfo& warning : result->warnings) {
    if (!IssueSyntaxWarning(iso, warning.category, warning.message, warning.position, filename,
                            source)) {
      return false;
    }
  }
  return result->ok() || RaiseParseError(iso, result->error, filename, source);
}

Code* CompileTree(Isolate* iso, frontend::AstArena& arena, frontend::Node* root, Str* filename,
                  CompileMode mode, uint32_t flags, bool dont_inherit, int optimize) {
  if (!dont_inherit) flags |= InheritedFlags(iso);
  return Generate(iso, arena, root, {}, filename, mode, flags, optimize);
}

Code* Compile(Isolate* iso, std::string_view source, Str* filename, CompileMode mode,
              uint32_t flags, bool dont_inherit, int optimize) {
  if (!dont_inherit) flags |= InheritedFlags(iso);
  frontend::ParseResult parsed;
  if (!ParseSource(iso, source, filename, mode, flags, /*dont_inherit=*/true, &parsed)) {
    return nullptr;
  }
  return Generate(iso, *parsed.arena, parsed.root, source, filename, mode, flags, optimize);
}

}  // namespace krait

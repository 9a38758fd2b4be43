// Binding arguments to the parameters of a script function, with CPython's error texts.
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Str* ParameterName(const Code* code, uint32_t i) { return code->varnames->items[i].As<Str>(); }

// "'a'", "'a' and 'b'", "'a', 'b', and 'c'"
std::string JoinNames(const std::vector<Str*>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    text += '\'';
    text += names[i]->view();
    text += '\'';
  }
  return text;
}

Failure RaiseMissing(Isolate* iso, const Function* function, const Value* window, uint32_t first,
                     uint32_t end, const char* what) {
  std::vector<Str*> missing;
  for (uint32_t i = first; i < end; ++i) {
    if (!window[i]) missing.push_back(ParameterName(function->code, i));
  }
  std::string text(function->qualname->view());
  text += "() missing " + std::to_string(missing.size()) + " required " + what + " argument" +
          (missing.size() == 1 ? "" : "s") + ": " + JoinNames(missing);
  return RaiseTypeError(iso, text);
}

Failure RaiseTooMany(Isolate* iso, const Function* function, const Value* window, uint32_t given) {
  const Code* code = function->code;
  const uint32_t plain = code->argcount;
  const uint32_t defaults =
      function->defaults != nullptr ? static_cast<uint32_t>(function->defaults->size) : 0;
  uint32_t keyword_given = 0;
  for (uint32_t i = plain; i < plain + code->kwonlyargcount; ++i) {
    if (window[i]) ++keyword_given;
  }
  std::string text(function->qualname->view());
  text += "() takes ";
  bool plural;
  if (defaults > 0) {
    plural = true;
    const int64_t least = int64_t{plain} - defaults;  // negative when script set too many
    text += "from " + std::to_string(least) + " to " + std::to_string(plain);
  } else {
    plural = plain != 1;
    text += std::to_string(plain);
  }
  text += " positional argument";
  if (plural) text += 's';
  text += " but " + std::to_string(given);
  if (keyword_given > 0) {
    text += given == 1 ? " positional argument (and " : " positional arguments (and ";
    text += std::to_string(keyword_given) + " keyword-only argument" +
            (keyword_given == 1 ? ")" : "s)");
    text += " were given";
  } else {
    text += given == 1 ? " was given" : " were given";
  }
  return RaiseTypeError(iso, text);
}

class Binder {
 public:
  Binder(Isolate* iso, Function* function, Value* window)
      : iso_(iso), function_(function), code_(function->code), window_(window) {
    plain_ = code_->argcount;
    named_ = plain_ + code_->kwonlyargcount;
    has_varargs_ = (code_->flags & kCodeVarArgs) != 0;
    has_keywords_ = (code_->flags & kCodeVarKeywords) != 0;
  }

  bool Bind(const Value* args, uint32_t count, Tuple* names) {
    const uint32_t keyword_count = names != nullptr ? static_cast<uint32_t>(names->size) : 0;
    const uint32_t positional = count - keyword_count;
    // The window may begin at the arguments: keep those that the parameters would overwrite.
    Tuple* rest = nullptr;
    if (has_varargs_) {
      const uint32_t extra = positional > plain_ ? positional - plain_ : 0;
      rest = Tuple::From(iso_, {args + (positional - extra), extra});
      if (rest == nullptr) return false;
    }
    Tuple* keyword_values = nullptr;
    if (keyword_count > 0) {
      keyword_values = Tuple::From(iso_, {args + positional, keyword_count});
      if (keyword_values == nullptr) return false;
    }
    const uint32_t taken = positional < plain_ ? positional : plain_;
    if (window_ != args && taken > 0) std::memmove(window_, args, taken * sizeof(Value));
    for (uint32_t i = taken; i < code_->first_free_register || i < named_; ++i) {
      window_[i] = Value();
    }
    uint32_t next = named_;
    if (has_varargs_) window_[next++] = Value::Object(rest);
    Dict* keywords = nullptr;
    if (has_keywords_) {
      keywords = Dict::New(iso_);
      window_[next] = Value::Object(keywords);
    }
    for (uint32_t i = 0; i < keyword_count; ++i) {
      if (!BindKeyword(names->items[i], keyword_values->items[i], keywords, names)) return false;
    }
    if (positional > plain_ && !has_varargs_) {
      return RaiseTooMany(iso_, function_, window_, positional);
    }
    return FillDefaults(taken);
  }

 private:
  bool BindKeyword(Value name, Value value, Dict* keywords, Tuple* names) {
    if (!name.IsHeap() || name.AsHeap()->kind != static_cast<uint8_t>(ObjectKind::kStr)) {
      return RaiseTypeError(
          iso_, std::string(function_->qualname->view()) + "() keywords must be strings");
    }
    Str* key = name.As<Str>();
    for (uint32_t i = code_->posonlyargcount; i < named_; ++i) {
      if (!Str::Equals(ParameterName(code_, i), key)) continue;
      if (window_[i]) {
        return RaiseTypeError(iso_, std::string(function_->qualname->view()) +
                                        "() got multiple values for argument '" +
                                        std::string(key->view()) + "'");
      }
      window_[i] = value;
      return true;
    }
    if (keywords != nullptr) return keywords->SetItem(iso_, name, value);
    return RaiseUnexpected(key, names);
  }

  bool RaiseUnexpected(Str* key, Tuple* names) {
    std::vector<Str*> positional_only;
    for (uint32_t i = 0; i < code_->posonlyargcount; ++i) {
      for (Value name : names->view()) {
        if (Str::Equals(ParameterName(code_, i), name.As<Str>())) {
          positional_only.push_back(ParameterName(code_, i));
        }
      }
    }
    std::string text(function_->qualname->view());
    if (!positional_only.empty()) {
      std::string list;
      for (Str* name : positional_only) {
        if (!list.empty()) list += ", ";
        list += name->view();
      }
      text += "() got some positional-only arguments passed as keyword arguments: '" + list + "'";
    } else {
      text += "() got an unexpected keyword argument '" + std::string(key->view()) + "'";
    }
    return RaiseTypeError(iso_, text);
  }

  bool FillDefaults(uint32_t taken) {
    const Tuple* defaults = function_->defaults;
    const uint32_t default_count =
        defaults != nullptr ? static_cast<uint32_t>(defaults->size) : 0;
    const uint32_t required = plain_ - (default_count < plain_ ? default_count : plain_);
    if (taken < plain_) {
      for (uint32_t i = taken; i < required; ++i) {
        if (!window_[i]) {
          return RaiseMissing(iso_, function_, window_, 0, required, "positional");
        }
      }
      const uint32_t skip = default_count - (plain_ - required);
      for (uint32_t i = required; i < plain_; ++i) {
        if (!window_[i]) window_[i] = defaults->items[skip + i - required];
      }
    }
    bool missing = false;
    for (uint32_t i = plain_; i < named_; ++i) {
      if (window_[i]) continue;
      if (function_->kwdefaults != nullptr) {
        window_[i] = function_->kwdefaults->Get(iso_, ParameterName(code_, i));
      }
      if (!window_[i]) missing = true;
    }
    if (missing) {
      return RaiseMissing(iso_, function_, window_, plain_, named_, "keyword-only");
    }
    return true;
  }

  Isolate* iso_;
  Function* function_;
  Code* code_;
  Value* window_;
  uint32_t plain_;  // positional parameters
  uint32_t named_;  // and keyword-only ones
  bool has_varargs_;
  bool has_keywords_;
};

}  // namespace

bool BindArguments(Isolate* iso, Function* function, const Value* args, uint32_t count,
                   Tuple* keyword_names, Value* window) {
  Interpreter& interp = iso->interpreter();
  Value* const outer = interp.binding_limit();
  interp.set_binding_limit(window + std::max(function->code->register_count, count));
  const bool bound = Binder(iso, function, window).Bind(args, count, keyword_names);
  interp.set_binding_limit(outer);
  return bound;
}

}  // namespace krait

#include "runtime/interpreter/explain.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "callsite/property_cell.h"
#include "runtime/bytecode/code.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/isolate.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/type.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

using callsite::CallSite;
using callsite::HandleKind;
using callsite::MethodHandle;

std::string Text(const Str* s) { return std::string(s->view()); }

// What the property cells are called. A cell does not know its name: the names are gathered from all
// modules and classes when somebody wants to read them.
class CellNames {
 public:
  explicit CellNames(Isolate* iso) {
    AddModules(iso);
    AddDict("sys.modules", iso->modules());
    AddType(iso->type(ObjectKind::kObject));
    AddType(iso->exception_type(ExceptionId::kBaseException));
  }

  void AddDict(const std::string& owner, const Dict* dict) {
    if (dict == nullptr || !dict->HasCells() || dict->table == nullptr) return;
    const DictTable* table = dict->table;
    for (int32_t i = table->first; i < table->used; ++i) {
      const DictEntry& entry = table->entries[i];
      if (!HasKind(entry.key, ObjectKind::kStr) || !entry.value.IsHeap()) continue;
      names_.try_emplace(entry.value.AsHeap(), owner + "." + Text(entry.key.As<Str>()));
    }
  }

  std::string Of(const HeapObject* holder) const {
    const auto found = names_.find(holder);
    return found != names_.end() ? found->second : "?";
  }

 private:
  void AddModules(Isolate* iso) {
    int64_t position = 0;
    Value name, module;
    while (iso->modules()->NextEntry(&position, &name, &module)) {
      if (!HasKind(module, ObjectKind::kModule) || !HasKind(name, ObjectKind::kStr)) continue;
      AddDict(Text(name.As<Str>()), module.As<Module>()->dict);
    }
  }

  void AddType(const Type* type) {
    if (std::find(types_.begin(), types_.end(), type) != types_.end()) return;
    types_.push_back(type);
    AddDict(Text(type->qualname), type->own);
    if (type->hierarchy != nullptr) {
      names_.try_emplace(type->hierarchy, "bases of " + Text(type->qualname));
    }
    for (const Type* subclass : Subclasses(type)) AddType(subclass);
  }

  std::unordered_map<const HeapObject*, std::string> names_;
  std::vector<const Type*> types_;
};

// "script f", "special C.__add__ (Operator)", "get-cell", ...
std::string HandleText(const MethodHandle* handle, const CellNames& names) {
  const Value v = handle->value();
  std::string text = handle->ToString();
  if (HasKind(v, ObjectKind::kFunction)) text += " " + Text(v.As<Function>()->qualname);
  if (HasKind(v, ObjectKind::kCode)) text += " " + Text(v.As<Code>()->qualname);
  if (HasKind(v, ObjectKind::kType)) text += " " + Text(v.As<Type>()->qualname);
  if (HasKind(v, ObjectKind::kNativeFunction) || HasKind(v, ObjectKind::kMethodDescriptor)) {
    text += std::string(" ") + v.As<NativeFunction>()->method->name;
  }
  if (HasKind(v, ObjectKind::kPropertyCell)) text += " " + names.Of(v.AsHeap());
  if (handle->kind() == HandleKind::kSpecial) {
    const SpecialUse use = SpecialUse::Of(handle->index());
    text += std::string(" as ") + FrameKindName(use.kind);
    if (use.kind == FrameKind::kOperator && IsReflected(static_cast<OperatorRole>(use.role))) {
      text += ", reflected";
    }
  }
  return text;
}

std::string SiteText(const CallSite& site, const CellNames& names) {
  static constexpr const char* kStates[] = {"unlinked", "monomorphic", "polymorphic",
                                            "megamorphic"};
  std::string text = kStates[static_cast<int>(site.state())];
  for (int i = 0; i < site.entry_count(); ++i) {
    text += (i == 0 ? ": [" : " | [") + site.guard(i).ToString() + "] " +
            HandleText(site.handle(i), names);
    for (int k = 0; k < site.dependency_count(i); ++k) {
      text += (k == 0 ? " while " : ", ") + names.Of(site.dependency_cell(i, k));
    }
  }
  if (site.relinks() > 1) text += ", links " + std::to_string(site.relinks());
  if (site.invalidations() > 0) text += ", invalidated " + std::to_string(site.invalidations());
  return text;
}

void ExplainCode(const Code* code, const CellNames& names, std::string* out) {
  *out += Text(code->qualname) + " (" + Text(code->filename) + ":" +
          std::to_string(code->first_line) + ")\n";
  CodeSites* sites = code->body->sites;
  if (sites == nullptr) {
    *out += "  never ran\n";
  } else {
    for (size_t i = 0; i < sites->count(); ++i) {
      const CallSite& site = sites->sites()[i];
      const SiteDescriptor& descriptor = sites->descriptor(site);
      const CodePosition position = PositionAt(code, site.position());
      *out += "  line " + std::to_string(position.line) + ", site " + std::to_string(i) + ": " +
              InfoOf(descriptor.op).name;
      if (descriptor.name != nullptr) *out += " '" + Text(descriptor.name) + "'";
      *out += " " + SiteText(site, names) + "\n";
    }
  }
  for (int64_t i = 0; i < code->constants->capacity; ++i) {
    const Value v = code->constants->slots[i];
    if (HasKind(v, ObjectKind::kCode)) ExplainCode(v.As<Code>(), names, out);
  }
}

}  // namespace

std::string Explain(Isolate* iso, const Code* code) {
  std::string out;
  ExplainCode(code, CellNames(iso), &out);
  return out;
}

}  // namespace krait

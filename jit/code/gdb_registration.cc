// gdb's JIT interface: a list of object files in memory, and a function on which gdb has a
// breakpoint.
//
// The two symbols and the list behind them are the protocol: one per process, whichever library of
// the program defines them (hence weak). They are the one piece of process-wide state, guarded by a
// lock, and touched only when an option asks for symbols.
#include <elf.h>

#include <cstring>
#include <mutex>
#include <vector>

#include "jit/code/code_names.h"

extern "C" {

struct jit_code_entry {
  jit_code_entry* next_entry;
  jit_code_entry* prev_entry;
  const char* symfile_addr;
  uint64_t symfile_size;
};

struct jit_descriptor {
  uint32_t version;
  uint32_t action_flag;
  jit_code_entry* relevant_entry;
  jit_code_entry* first_entry;
};

__attribute__((weak, noinline)) void __jit_debug_register_code() { asm volatile("" ::: "memory"); }
__attribute__((weak)) jit_descriptor __jit_debug_descriptor = {1, 0, nullptr, nullptr};
}

namespace krait::jit {
namespace {

enum Action : uint32_t { kNoAction = 0, kRegister = 1, kUnregister = 2 };

constinit std::mutex registration_lock;

// An ELF file with one section of code that stands elsewhere and one function symbol in it.
struct SymbolFile {
  enum Section { kNull, kText, kSymbols, kStrings, kSectionNames, kSectionCount };

  Elf64_Ehdr header;
  Elf64_Shdr sections[kSectionCount];
  Elf64_Sym symbols[2];
  char section_names[40];
};

constexpr char kNames[] = "\0.text\0.symtab\0.strtab\0.shstrtab";
static_assert(sizeof(kNames) <= sizeof(SymbolFile::section_names));

Elf64_Shdr MakeSection(uint32_t name, uint32_t type, uint64_t flags, uint64_t address,
                       uint64_t offset, uint64_t size) {
  Elf64_Shdr section = {};
  section.sh_name = name;
  section.sh_type = type;
  section.sh_flags = flags;
  section.sh_addr = address;
  section.sh_offset = offset;
  section.sh_size = size;
  section.sh_addralign = 1;
  return section;
}

std::vector<char> MakeSymbolFile(const uint8_t* code, size_t bytes, const std::string& name) {
  SymbolFile file = {};
  std::memcpy(file.header.e_ident, ELFMAG, SELFMAG);
  file.header.e_ident[EI_CLASS] = ELFCLASS64;
  file.header.e_ident[EI_DATA] = ELFDATA2LSB;
  file.header.e_ident[EI_VERSION] = EV_CURRENT;
  file.header.e_type = ET_REL;
  file.header.e_machine = EM_X86_64;
  file.header.e_version = EV_CURRENT;
  file.header.e_shoff = offsetof(SymbolFile, sections);
  file.header.e_ehsize = sizeof(Elf64_Ehdr);
  file.header.e_shentsize = sizeof(Elf64_Shdr);
  file.header.e_shnum = SymbolFile::kSectionCount;
  file.header.e_shstrndx = SymbolFile::kSectionNames;

  const size_t strings_bytes = name.size() + 2;
  file.sections[SymbolFile::kText] = MakeSection(1, SHT_NOBITS, SHF_ALLOC | SHF_EXECINSTR,
                                                 reinterpret_cast<uint64_t>(code), 0, bytes);
  Elf64_Shdr& symbols = file.sections[SymbolFile::kSymbols];
  symbols = MakeSection(7, SHT_SYMTAB, 0, 0, offsetof(SymbolFile, symbols), sizeof(file.symbols));
  symbols.sh_link = SymbolFile::kStrings;
  symbols.sh_info = 1;
  symbols.sh_entsize = sizeof(Elf64_Sym);
  symbols.sh_addralign = 8;
  file.sections[SymbolFile::kStrings] =
      MakeSection(15, SHT_STRTAB, 0, 0, sizeof(SymbolFile), strings_bytes);
  file.sections[SymbolFile::kSectionNames] = MakeSection(
      23, SHT_STRTAB, 0, 0, offsetof(SymbolFile, section_names), sizeof(file.section_names));
  std::memcpy(file.section_names, kNames, sizeof(kNames));

  file.symbols[1].st_name = 1;
  file.symbols[1].st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
  file.symbols[1].st_shndx = SymbolFile::kText;
  file.symbols[1].st_size = bytes;

  std::vector<char> result(sizeof(SymbolFile) + strings_bytes);
  std::memcpy(result.data(), &file, sizeof(file));
  std::memcpy(result.data() + sizeof(file) + 1, name.data(), name.size());
  return result;
}

void Notify(Action action, jit_code_entry* entry) {
  __jit_debug_descriptor.relevant_entry = entry;
  __jit_debug_descriptor.action_flag = action;
  __jit_debug_register_code();
  __jit_debug_descriptor.action_flag = kNoAction;
}

struct RegisteredEntry final : GdbEntry {
  RegisteredEntry(const uint8_t* code, size_t bytes, const std::string& name)
      : file(MakeSymbolFile(code, bytes, name)) {
    std::lock_guard<std::mutex> lock(registration_lock);
    entry.symfile_addr = file.data();
    entry.symfile_size = file.size();
    entry.prev_entry = nullptr;
    entry.next_entry = __jit_debug_descriptor.first_entry;
    if (entry.next_entry != nullptr) entry.next_entry->prev_entry = &entry;
    __jit_debug_descriptor.first_entry = &entry;
    Notify(kRegister, &entry);
  }

  ~RegisteredEntry() override {
    std::lock_guard<std::mutex> lock(registration_lock);
    if (entry.prev_entry != nullptr) {
      entry.prev_entry->next_entry = entry.next_entry;
    } else {
      __jit_debug_descriptor.first_entry = entry.next_entry;
    }
    if (entry.next_entry != nullptr) entry.next_entry->prev_entry = entry.prev_entry;
    Notify(kUnregister, &entry);
  }

  std::vector<char> file;
  jit_code_entry entry = {};
};

}  // namespace

std::unique_ptr<GdbEntry> RegisterWithGdb(const uint8_t* code, size_t bytes,
                                          const std::string& name) {
  return std::make_unique<RegisteredEntry>(code, bytes, name);
}

}  // namespace krait::jit

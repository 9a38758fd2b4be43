// What a debugger finds through gdb's JIT interface.
#include <elf.h>

#include <cstring>
#include <string>

#include "gtest/gtest.h"
#include "jit/code/code_memory.h"

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
extern jit_descriptor __jit_debug_descriptor;
}

namespace krait::jit {
namespace {

int Registered() {
  int count = 0;
  for (auto* entry = __jit_debug_descriptor.first_entry; entry != nullptr;
       entry = entry->next_entry) {
    ++count;
  }
  return count;
}

CodeBlock* Publish(CodeMemory& memory, const char* name) {
  CodeBlock* block = *memory.Allocate(32, nullptr);
  memory.Publish(*block, name);
  return block;
}

TEST(GdbRegistration, IsLeftAloneUnlessAsked) {
  CodeMemory memory;
  Publish(memory, "quiet");
  EXPECT_EQ(Registered(), 0);
}

TEST(GdbRegistration, EntriesLiveAsLongAsTheirCode) {
  CodeMemoryOptions options;
  options.gdb = true;
  {
    CodeMemory memory(options);
    CodeBlock* a = Publish(memory, "a");
    Publish(memory, "b");
    Publish(memory, "c");
    EXPECT_EQ(Registered(), 3);
    memory.Free(*a);
    EXPECT_EQ(Registered(), 2);
  }
  EXPECT_EQ(Registered(), 0);
}

TEST(GdbRegistration, AnEntryIsAnObjectFileWithOneFunction) {
  CodeMemoryOptions options;
  options.gdb = true;
  CodeMemory memory(options);
  CodeBlock* block = Publish(memory, "guarded add");
  const jit_code_entry* entry = __jit_debug_descriptor.first_entry;
  ASSERT_NE(entry, nullptr);
  const char* file = entry->symfile_addr;
  const auto* header = reinterpret_cast<const Elf64_Ehdr*>(file);
  ASSERT_EQ(std::memcmp(header->e_ident, ELFMAG, SELFMAG), 0);
  const auto* sections = reinterpret_cast<const Elf64_Shdr*>(file + header->e_shoff);
  const Elf64_Shdr* symbols = nullptr;
  const Elf64_Shdr* text = nullptr;
  for (int i = 0; i < header->e_shnum; ++i) {
    if (sections[i].sh_type == SHT_SYMTAB) symbols = &sections[i];
    const char* name = file + sections[header->e_shstrndx].sh_offset + sections[i].sh_name;
    if (std::strcmp(name, ".text") == 0) text = &sections[i];
  }
  ASSERT_NE(symbols, nullptr);
  ASSERT_NE(text, nullptr);
  EXPECT_EQ(text->sh_addr, reinterpret_cast<uint64_t>(block->code()));
  EXPECT_EQ(text->sh_size, block->bytes());
  const auto* symbol = reinterpret_cast<const Elf64_Sym*>(file + symbols->sh_offset) + 1;
  const char* strings = file + sections[symbols->sh_link].sh_offset;
  EXPECT_EQ(std::string(strings + symbol->st_name), "guarded add");
  EXPECT_EQ(ELF64_ST_TYPE(symbol->st_info), STT_FUNC);
  EXPECT_LE(symbols->sh_offset + symbols->sh_size, entry->symfile_size);
}

}  // namespace
}  // namespace krait::jit

/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_SAID 6

typedef struct
{
  guint       classes;    /* bit mask of 1 << HrLogClass */
  const char *frameworks; /* "llama.cpp|Ollama"; NULL = any */
  guint       marks;      /* all of them; 0 = any */
  const char *text;
} Advice;

#define LLAMA      "llama.cpp|Ollama"
#define SERVER     "vLLM|SGLang|TensorRT-LLM|TGI|LMDeploy"
#define TORCH      "PyTorch|DeepSpeed|Megatron-LM|ComfyUI"
#define RENDER     "Blender Cycles|OctaneRender|V-Ray|Redshift|Arnold"
#define SIMULATION "OpenMM|GROMACS|LAMMPS|AMBER|NAMD|CP2K|VASP"

/* Best first: what costs nothing, then what costs time, then what costs quality. */
static const Advice advices[] = {
  /* Fragmentation: only where the figures show it. */
  { 1 << HR_LOG_GPU_FRAGMENTED, "JAX|TensorFlow", 0,
    N_("Set TF_GPU_ALLOCATOR=cuda_malloc_async (TensorFlow) or "
        "XLA_PYTHON_CLIENT_ALLOCATOR=platform "
        "(JAX).") },
  { 1 << HR_LOG_GPU_FRAGMENTED, NULL, 0,
    N_("Set PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True before the start. Where that is not "
        "supported, max_split_size_mb:128 instead.") },
  { 1 << HR_LOG_GPU_FRAGMENTED, NULL, 0,
    N_("Let the shapes vary less: pad to a few lengths, keep one batch size, empty the cache "
        "between "
        "training and evaluation.") },
  /* Others on the card. */
  { 1 << HR_LOG_GPU_OTHER_PROCESS, "vLLM", HR_MARK_OTHERS,
    N_("Find what uses the card with nvidia-smi and end it, or lower --gpu-memory-utilization "
        "below "
        "the free share.") },
  { 1 << HR_LOG_GPU_OTHER_PROCESS, NULL, 0,
    N_("Find what uses the card (nvidia-smi or rocm-smi lists the processes) and end it, or wait "
        "until it is done; crashed runs may still hold memory.") },
  { 1 << HR_LOG_GPU_OTHER_PROCESS, NULL, 0,
    N_("Use another card of the machine (CUDA_VISIBLE_DEVICES), if one is idle.") },
  /* A leak: more memory would fill up, too. */
  { 1 << HR_LOG_GPU_MEMORY | 1 << HR_LOG_HOST_MEMORY, NULL, HR_MARK_LEAK,
    N_("Keep nothing of past steps: add up loss.item() and not loss, detach what you store, and "
        "watch "
        "the memory in use once more.") },
  /* The card is too small for what was asked. */
  { 1 << HR_LOG_GPU_MEMORY, LLAMA, HR_MARK_COMPUTE,
    N_("Turn on flash attention (-fa) and lower the micro-batch (-ub 512): the compute buffer "
        "shrinks with both.") },
  { 1 << HR_LOG_GPU_MEMORY, LLAMA, 0,
    N_("Offload fewer layers to the card (-ngl), or of a mixture of experts keep the experts in "
        "RAM "
        "(--cpu-moe).") },
  { 1 << HR_LOG_GPU_MEMORY, LLAMA, 0,
    N_("Ask for a shorter context (-c), or keep the KV cache in 8 bits (-ctk q8_0 -ctv q8_0).") },
  { 1 << HR_LOG_GPU_MEMORY, LLAMA, 0, N_("Take a file with fewer bits a weight.") },
  { 1 << HR_LOG_GPU_MEMORY, SERVER, HR_MARK_LOADING,
    N_("Load a quantized model (AWQ, GPTQ, FP8), or split it over several cards with tensor "
        "parallelism.") },
  { 1 << HR_LOG_GPU_MEMORY, SERVER, 0,
    N_("Leave more room beside the reserved pool: a lower memory fraction, fewer sequences at "
        "once, "
        "no CUDA graphs (--enforce-eager).") },
  { 1 << HR_LOG_GPU_MEMORY, "JAX", 0,
    N_("Recompute activations (jax.checkpoint), shard over several devices, or lower the "
        "batch.") },
  { 1 << HR_LOG_GPU_MEMORY, RENDER, 0,
    N_("Lower the limit of texture sizes, and subdivision and dicing rates; use persistent data "
        "and "
        "instances.") },
  { 1 << HR_LOG_GPU_MEMORY, RENDER, 0,
    N_("Let the renderer keep textures in RAM (out of core), or render on the CPU.") },
  { 1 << HR_LOG_GPU_MEMORY, SIMULATION, 0,
    N_("Split the system over several cards, use mixed precision, or make the box smaller.") },
  { 1 << HR_LOG_GPU_MEMORY, TORCH "|TensorFlow", 0,
    N_("Halve the batch and double the gradient accumulation; for images and video, lower the "
        "size "
        "or work in tiles.") },
  { 1 << HR_LOG_GPU_MEMORY, TORCH, HR_MARK_TRAINING,
    N_("Recompute activations (gradient checkpointing), then an 8-bit optimizer, then LoRA.") },
  { 1 << HR_LOG_GPU_MEMORY, "PyTorch|DeepSpeed|ComfyUI|TensorFlow", 0,
    N_("Train in mixed precision, or load the model in 16, 8 or 4 bits.") },
  { 1 << HR_LOG_GPU_MEMORY, NULL, 0, N_("Make the work smaller, or spread it over more cards.") },
  /* RAM. */
  { 1 << HR_LOG_HOST_MEMORY, NULL, HR_MARK_COMMIT,
    N_("Enlarge the paging file (System → Advanced → Performance → Virtual memory) to the size of "
        "the RAM or more, on a drive with room.") },
  { 1 << HR_LOG_HOST_MEMORY, "Slurm", HR_MARK_CGROUP,
    N_("Request more memory: --mem or --mem-per-cpu of the job.") },
  { 1 << HR_LOG_HOST_MEMORY, NULL, HR_MARK_CGROUP,
    N_("Raise the limit: --mem of a Slurm job, resources.limits.memory of a pod, --memory of a "
        "container.") },
  { 1 << HR_LOG_HOST_MEMORY, "DeepSpeed", 0,
    N_("Offload less to RAM: an 8-bit optimizer on the card, or offload only the optimizer and "
        "not "
        "the weights; more processes of a machine each take their share.") },
  { 1 << HR_LOG_HOST_MEMORY, LLAMA, 0,
    N_("Take a smaller model or fewer bits a weight; leave mmap on, and lock nothing "
        "(--mlock).") },
  { 1 << HR_LOG_HOST_MEMORY, NULL, 0,
    N_("Start fewer workers, read the data in parts, and load the weights without a second copy "
        "(low_cpu_mem_usage, safetensors).") },
  { 1 << HR_LOG_HOST_MEMORY, NULL, 0,
    N_("Add swap for peaks, RAM for what is used all the time.") },
  /* Shared memory. */
  { 1 << HR_LOG_SHARED_MEMORY, NULL, 0,
    N_("Start the container with --shm-size=8g or --ipc=host; in a pod, mount an emptyDir with "
        "medium Memory at /dev/shm.") },
  { 1 << HR_LOG_SHARED_MEMORY, NULL, HR_MARK_WORKERS,
    N_("Lower num_workers of the data loader; with 0 it needs no shared memory.") },
  /* Limits. */
  { 1 << HR_LOG_INDEX_LIMIT, LLAMA, 0,
    N_("Make the largest buffer smaller: a smaller micro-batch (-ub), flash attention (-fa), a "
        "shorter context.") },
  { 1 << HR_LOG_INDEX_LIMIT, SIMULATION, 0,
    N_("Split the system over more processes, or build the program with 64-bit integers.") },
  { 1 << HR_LOG_INDEX_LIMIT, NULL, 0,
    N_("Split the one large array: a smaller batch, tiles, or chunks along one axis.") },
  /* The cache of the context. */
  { 1 << HR_LOG_KV_CACHE, LLAMA, 0,
    N_("Set up a longer context for all slots together (-c, --ctx-size), or fewer slots "
        "(--parallel), "
        "and keep the cache in 8 bits (-ctk q8_0 -ctv q8_0).") },
  { 1 << HR_LOG_KV_CACHE, "vLLM", 0,
    N_("Lower max_model_len to what fits, or raise gpu_memory_utilization (0.95) when nothing "
        "else "
        "runs on the card.") },
  { 1 << HR_LOG_KV_CACHE, "SGLang", 0,
    N_("Raise --mem-fraction-static, or lower --context-length and the number of running "
        "requests.") },
  { 1 << HR_LOG_KV_CACHE, NULL, 0, N_("Ask for a shorter context or fewer sequences at once.") },
  { 1 << HR_LOG_KV_CACHE, NULL, 0,
    N_("Keep the KV cache in 8 bits, load a quantized model, or use a larger GPU or several.") },
  /* Something else. */
  { 1 << HR_LOG_NOT_MEMORY, NULL, HR_MARK_BUILD,
    N_("Install a build of the program for this card’s architecture and a driver that is new "
        "enough.") },
  { 1 << HR_LOG_NOT_MEMORY, NULL, HR_MARK_ONCHIP,
    N_("Lower the block sizes or num_stages of the kernel.") },
  { 1 << HR_LOG_NOT_MEMORY, NULL, HR_MARK_TIMEOUT,
    N_("Look for the process that stopped first: the others only waited for it.") },
  { 1 << HR_LOG_NOT_MEMORY, NULL, HR_MARK_ACCESS,
    N_("Run once with CUDA_LAUNCH_BLOCKING=1: the trace then names the kernel.") },
  { 1 << HR_LOG_NOT_MEMORY, NULL, HR_MARK_ECC,
    N_("Reset the card or restart, and have it replaced when it happens again.") },
  { 1 << HR_LOG_UNKNOWN, NULL, HR_MARK_KILLED,
    N_("Look into dmesg for “Out of memory” or “oom-kill”, or watch the RAM while it runs "
        "again.") },
  { 1 << HR_LOG_UNKNOWN, NULL, HR_MARK_GPU,
    N_("Look for a limit on addresses or pages, a driver’s fault, or a second process that came "
        "and "
        "went; more memory would not be used.") },
};

static gboolean
is_one_of (const char *list, const char *name)
{
  g_auto (GStrv) all = g_strsplit (list, "|", -1);

  return name != NULL && g_strv_contains ((const char *const *) all, name);
}

/**
 * hr_log_remedies:
 *
 * Returns: (transfer full): what helps, best first, as far as it needs no plan
 */
GStrv
hr_log_remedies (const HrLog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *framework = hr_log_said (self, "framework");
  guint       n = 0;
  gboolean    knows = FALSE;

  if (framework == NULL)
    framework = hr_log_said (self, "source");
  for (guint i = 0; i < G_N_ELEMENTS (advices) && n < MAX_SAID; i++)
    {
      const Advice *advice = &advices[i];
      gboolean      is_general = advice->frameworks == NULL && advice->marks == 0;

      if ((advice->classes & (1u << self->klass)) == 0
          || (self->marks & advice->marks) != advice->marks
          || (advice->frameworks != NULL && !is_one_of (advice->frameworks, framework))
          || (is_general && knows && self->klass == HR_LOG_INDEX_LIMIT))
        continue;
      /* The general word is for those for whom there is no better one. */
      if (is_general && n > 0 && self->klass == HR_LOG_GPU_MEMORY)
        continue;
      knows |= advice->frameworks != NULL;
      g_strv_builder_add (builder, _(advice->text));
      n++;
    }
  return g_strv_builder_end (builder);
}

/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-date.h"
#include "hr-enums.h"

G_BEGIN_DECLS

/* Plain values, all strings borrowed from the snapshot that holds them. An unknown figure is 0
 * unless its comment says otherwise; a capability that a part lacks is 0 too. */

typedef struct
{
  double      usd; /* > 0; 0 = no price */
  HrDate      date;
  HrCondition condition;
  HrPriceKind kind;
  const char *source;
  const char *note;
  gboolean    is_own; /* the user's, in a list with prices that came with the program */
  /* Of a catalog as of a day; see hr_price_today_snapshot(). */
  double   listed_usd;   /* as the source has it; 0 = the same */
  double   deviation;    /* of ln (price paid ÷ usd) */
  gboolean is_unpayable; /* nobody sells at this price */
} HrPrice;

#define HR_MAX_PRICES 4

typedef struct
{
  const char  *id;
  const char  *name; /* "GeForce RTX 4090" */
  HrVendor     vendor;
  HrSegment    segment;
  HrArch       arch;
  const char  *chip; /* what compilers call it: "sm_89", "gfx1100"; NULL = not known */
  HrForm       form;
  HrMemoryType memory_type;
  HrDate       launch_date;
  double       launch_price_usd; /* history, never a price of today */
  double       slots;            /* 2.5 exists; 0 for modules */
  double       length_mm;
  double       vram_gib;   /* what is printed on the card, in GiB, all devices together */
  double       usable_mib; /* what the driver reports, all devices together; 0 = not known */
  guint        devices;    /* GPUs that software sees on one card: 1; MI250 2; A16 4 */
  guint        bus_bits;
  double       bandwidth_gb_s;    /* all devices together */
  double       tflops[HR_N_RATE]; /* dense peaks, all devices together */
  guint        rt_generation;
  guint        rt_cores;
  guint        pcie_gen;
  guint        pcie_lanes;
  double       link_gb_s; /* NVLink or Infinity Fabric, both directions summed; 0 = none */
  double       tdp_w;
  double       full_tdp_w; /* without the limit that it is held to; 0 = it is held to none */
  double       psu_recommended_w;
  const char  *power_connector;
  gboolean     ecc;
  guint        n_prices;
  HrPrice      prices[HR_MAX_PRICES];
  char         confidence; /* 'A' two sources, 'B' one, 'C' recalled */
  const char  *source;
  const char  *notes;
} HrGpu;

typedef struct
{
  const char *id;
  const char *name; /* "DDR5-6000 UDIMM 2 × 32 GB" */
  const char *type; /* "ddr5-udimm", "ddr5-rdimm", "ddr4-rdimm", …: must equal the platform's */
  double      speed_mt_s;
  guint       modules; /* in one kit as sold */
  double      module_gib;
  gboolean    ecc;
  HrPrice     price; /* of the whole kit */
  const char *notes;
} HrRamKit;

typedef struct
{
  const char *id; /* "am5" */
  const char *name;
  const char *socket;
  HrHostKind  kind; /* tower or rack */
  guint       cpus; /* sockets */
  guint       memory_channels;
  guint       max_dimms;
  double      max_ram_gib;
  const char *ram_type;
  double      ram_mt_s;      /* at one module per channel */
  double      ram_mt_s_2dpc; /* at two modules per channel */
  guint       cpu_lanes;     /* usable for GPUs and NVMe */
  guint       pcie_gen;
  guint       gpu_slots; /* dual-slot PCIe cards that fit */
  guint lanes_per_gpu[8]; /* electrical width of each card with 1, 2, … 8 cards; 0 = not possible */
  gboolean passive_cooling; /* ducted airflow for passive cards */
  gboolean open_frame;      /* no case: cards stand on risers, apart from each other */
  HrForm   module_form; /* for a baseboard: HR_FORM_SXM or HR_FORM_OAM; HR_FORM_PCIE_PASSIVE: takes
                           passive cards alone; else HR_FORM_PCIE_ACTIVE */
  guint       baseboard_gpus; /* 8 for HGX; 0 = PCIe platform */
  double      card_max_w; /* that its power cables feed to one card; 0 = whatever the card needs */
  double      idle_w;     /* host without GPUs, idle to light load */
  double      load_w;     /* host without GPUs under load, for the PSU */
  const char *source;
  const char *notes;
} HrPlatform;

/* CPU, motherboard, PSU, case, cooler, NVMe, chassis, complete system, or the bridge (or set of
 * them) that links two cards. */
typedef struct
{
  HrPart      part;
  const char *id;
  const char *name;
  const char *platform;  /* a platform's id; NULL = any */
  guint       cores;     /* CPU */
  double      capacity;  /* PSU, chassis with one: W; NVMe: GB; otherwise 0 */
  double      read_gb_s; /* NVMe */
  guint       gpu_slots; /* case or chassis: dual-slot cards it takes; system: GPUs in it */
  const char *gpu; /* the id of the GPU that a system comes with or a bridge is for; or NULL */
  HrPrice     price;
  const char *notes;
} HrHostPart;

typedef struct
{
  const char *id;
  const char *gpu; /* a GPU's id */
  const char *provider;
  const char *kind; /* "on-demand", "spot", "marketplace lowest", … */
  const char *instance;
  guint       gpu_count; /* rented as one; the least that can be rented */
  double      usd_per_gpu_hour;
  HrDate      date;
  const char *source;
  const char *notes;
} HrRentOffer;

typedef struct
{
  char        code[4]; /* ISO 4217 */
  double      usd;     /* US dollars for one unit */
  HrDate      date;
  const char *source;
} HrExchangeRate;

/* The host as one estimate sees it, already resolved from a build or a user's own machine. */
typedef struct
{
  double   ram_gib; /* 0 = not given: not judged */
  double   ram_bandwidth_gb_s;
  guint    cpu_cores;
  guint    pcie_gen;
  guint    pcie_lanes;   /* per GPU */
  double   pcie_gb_s;    /* usable, one way, per GPU */
  gboolean peer_to_peer; /* PCIe traffic between GPUs without the host's RAM */
  double   link_gb_s;    /* NVLink/IF per GPU, both directions; 0 = none in this build */
  double   storage_gb_s;
} HrHost;

double         hr_gpu_usable_gib (const HrGpu *gpu); /* per device, before the context */
double         hr_gpu_device_gib (const HrGpu *gpu); /* per device, as printed */
const HrPrice *hr_gpu_price (const HrGpu *gpu, HrConditionPolicy policy);
gboolean       hr_price_is_known (const HrPrice *price);
gboolean       hr_gpu_is_single_sale (const HrGpu *gpu); /* neither SXM, OAM nor mezzanine */
gboolean       hr_gpu_is_unified (const HrGpu *gpu);     /* its memory is the host's, too */
const HrGpu   *hr_gpu_none (void);                       /* of a machine without a card */
const char    *hr_gpu_dropped_by (const HrGpu *gpu);
double         hr_pcie_usable_gb_s (guint gen, guint lanes);
void           hr_host_default_for (const HrGpu *gpu, guint gpu_count, HrHost *host);

G_END_DECLS

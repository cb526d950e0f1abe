import { copier } from './copie.ts'
import { ouvrir } from './pages-boite.ts'
import type { ouvrirEspion } from './programme-ecoute.ts'
import { type Noter, plancher, repere } from './resultats.ts'

type D = {
  site: string
  base: string
  noter: Noter
  espion: Awaited<ReturnType<typeof ouvrirEspion>>
}
const TOURS = 3
/** Share of the rate of « COPY … TO STDOUT » that issue 7 asks of CSV; the others are compressed archives. */
const PART_CSV = 0.3

/** The whole inbox taken away, not compressed on its way, beside a « COPY » of the same rows, in turn. */
export async function mesurerExports({ site, base, noter, espion }: D) {
  const cookie = await ouvrir(site, 'administrateur')
  const suite = await espion.noter('GET', '/instruction?format=csv', cookie)
  for (const format of ['csv', 'xlsx', 'ods']) {
    let [exporte, copie] = [0, 0]
    for (let i = 0; i < TOURS; i++) {
      const t = performance.now()
      const r = await fetch(`${site}/instruction?format=${format}`, { headers: { cookie, 'accept-encoding': 'identity' } })
      for await (const _ of r.body!);
      exporte += (performance.now() - t) / 1000
      copie += await copier(base, suite)
    }
    if (format === 'csv') noter('boîte exportée en csv, part du débit de COPY', copie / exporte, '', plancher(PART_CSV))
    noter(`boîte exportée en ${format}, contre COPY`, exporte / TOURS, 's', repere(copie / TOURS))
  }
}

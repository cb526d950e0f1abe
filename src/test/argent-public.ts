import { expect } from 'vitest'
import { formatEuros } from '../lib/euros.ts'
import { paths } from '../paths.ts'
import { chargerAppel } from './appels/jouer.ts'
import { lisible } from './vico.ts'
import type { World } from './world.ts'

/** What the ledger says, counted by itself: granted, paid, spent by the orders of accepted bilans in the base, project by project. Cents. */
async function registre(w: World) {
  const natures = chargerAppel('appels/itn7-axe3-corse-2021/appel.yml').natures.filter(
    n => n.eligible === 'oui' || n.eligible === 'marginale',
  )
  const { rows } = await w.owner.query(
    `select (select coalesce(sum(accorde), 0)::int from enveloppe) as accorde, (select coalesce(sum(paye), 0)::int from suivi) as verse,
      (select coalesce(sum(least(d.montant, trunc(x.ht * d.montant / coalesce(d.base, d.montant)))), 0)::int from decision d
        join (select c.dossier_id, sum(c.ht)::numeric as ht from commande c join bilan b on b.id = c.bilan_id left join depense e on e.id = c.depense_id
          where b.etat = 'accepte' and c.retiree_le is null and (e.id is null or e.nature = any($1)) group by 1) x on x.dossier_id = d.dossier_id
        where not exists (select from decision r where r.remplace_id = d.id)) as depense`,
    [natures.map(n => n.code)],
  )
  return rows[0] as { accorde: number; verse: number; depense: number }
}
const espaces = (t: string) => t.replace(/[\u00a0\u202f]/g, ' ')
/** The pages and the files that anybody reads say what the ledger says, to the cent. */
export async function publicCommeLeRegistre(w: World) {
  const lire = async (chemin: string) => lisible(await w.get(chemin))
  const r = await registre(w)
  for (const chemin of [paths.projetsAides(), paths.argent.accueil])
    for (const montant of [r.accorde, r.depense]) expect(espaces(await lire(chemin)), chemin).toContain(espaces(formatEuros(montant)))
  const numeros = [...new Set((await (await w.get(paths.projetsAides())).text()).match(/\/p\/[A-Z0-9-]+/g))]
  const montants = await Promise.all(
    numeros.map(async n => {
      const page = espaces(await lire(n))
      const de = (mot: string) =>
        Math.round(Number(new RegExp(`${mot} ([\\d ]+(?:,\\d\\d)?) €`).exec(page)?.[1]?.replaceAll(' ', '').replace(',', '.') ?? 0) * 100)
      return [de('Accordé'), de('Versé'), de('Dépensé')]
    }),
  )
  expect([0, 1, 2].map(i => montants.reduce((s, m) => s + m[i]!, 0))).toEqual([r.accorde, r.verse, r.depense])
  return r
}

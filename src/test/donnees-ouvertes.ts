import { parseCsv } from 'hucre/csv'
import { afterAll, beforeAll, expect } from 'vitest'
import { paths } from '../paths.ts'
import { auComite } from './comite.ts'
import { decide } from './laureats.ts'
import { projetCommun, validerCommun } from './projet-commun.ts'
import { DESCRIPTION, importer, listeInventee } from './projets-passes.ts'
import { deposer, publier } from './vico.ts'
import { openWorld, type World } from './world.ts'

/** The list of past projects that `ouvrirDonnees` imports. */
export const PASSES = DESCRIPTION.slug
export const TROIS = [
  ['2A004', '11', '=SUM(A1)', 'AJACCIO', '212000046', '1000.5'],
  ['NULL', '11', 'Fontaine, « la suite »', 'SARL SOURCE', '', '0.01'],
  ['2A348', '12', 'Lavoir', 'VICO', '212003487', '33.33'],
] as const

export const cents = (euros: number | string) => Math.round(Number(euros) * 100)
export const somme = (ns: number[]) => ns.reduce((s, n) => s + n, 0)

/** A guichet with two aids told, one shared by three communes, one refused, and three past projects; and its open data as a machine reads them. */
export function ouvrirDonnees() {
  let w: World
  let commun: string
  const texte = async (chemin: string) => (await w.get(chemin)).text()
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    const [vico, olmeto, lumio] = [
      await w.compte({ structures: ['Vico'] }),
      await w.compte({ structures: ['Olmeto'] }),
      await w.compte({ structures: ['Lumio'] }),
    ]
    const agent = (await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })).id
    const seul = await auComite(w, olmeto.cookie)
    await decide(w, seul, agent, { montant: 900_050 })
    const refuse = await auComite(w, lumio.cookie)
    await w.owner.query("update instruction set titre = 'Projet refusé' where dossier_id = $1", [refuse])
    await decide(w, refuse, agent, { sens: 'non_retenu' })
    commun = (await projetCommun(w, vico.cookie, ['Olmeto', 'Lumio'])).id
    await validerCommun(w, olmeto.cookie, commun)
    await validerCommun(w, lumio.cookie, commun)
    expect((await deposer(w, vico.cookie, commun)).status).toBe(303)
    await w.owner.query("update dossier set etat = 'au_comite' where id = $1", [commun])
    await decide(w, commun, agent, { montant: 1_000_001 })
    expect(await importer(w, listeInventee(TROIS))).toMatchObject({ ok: true })
  })
  afterAll(() => w.close())

  return {
    get w() {
      return w
    },
    /** The dossier of the three communes. */
    get commun() {
      return commun
    },
    texte,
    json: async (chemin: string) => JSON.parse(await texte(chemin)),
    /** Rows of the SCDL file by column, empty cells left out as Table Schema reads them. */
    subventions: async (filtre = {}) => {
      const [titres, ...lignes] = parseCsv(await texte(paths.donneesOuvertes.subventions(filtre)), { delimiter: ',' }) as string[][]
      return lignes.map(l => Object.fromEntries(titres!.map((t, i) => [t, l[i]!]).filter(([, v]) => v !== '')))
    },
  }
}

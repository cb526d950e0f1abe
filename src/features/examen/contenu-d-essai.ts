import { type Appel, formulaireDuVolet, questionDe, tableauxDe } from '../cahier/index.ts'
import { CHAMP_CONTACT, CHAMP_MINIMIS } from '../champs/index.ts'
import { CONTENU_VIDE, type Contenu, champCellule, type Liste } from '../contenu/index.ts'
import { celluleEcrite, type EssaiComplet, reponseEcrite } from '../essais/index.ts'
import type { Reponse } from '../verdicts/index.ts'

type Valeurs = Record<string, Reponse>
type Rangee = Record<string, Reponse | undefined>
/** Eight signs, as the rows that people add. */
const ligneDe = (liste: Liste, i: number) => `${liste.replaceAll('_', '').slice(0, 4).padEnd(4, 'x')}${String(i + 1).padStart(4, '0')}`

const connues = (v: Rangee): Valeurs => Object.fromEntries(Object.entries(v).filter(([, x]) => x !== undefined)) as Valeurs

/** The contact of whoever files, invented: a test dossier says nothing of it. */
const CONTACT = { fonction: 'Secrétariat général', courriel: 'secretariat@guichet.example', telephone: '04 65 71 00 30' }

/** An amount of the test dossier, in the column in which the plan balances. */
const cout = (appel: Appel, cents: number): Rangee => (appel.aide.equilibre === 'ttc' ? { ht: cents, ttc: cents } : { ht: cents })

function depensesDe(appel: Appel, e: EssaiComplet): Rangee[] {
  const lots = e.lots?.map((l, i) => ({ depenses: l.depenses, lot: ligneDe('lots', i) })) ?? [
    { depenses: e.depenses ?? {}, lot: undefined },
  ]
  return lots.flatMap(({ depenses, lot }) =>
    Object.entries(depenses).map(([nature, cents]) => ({
      lot,
      libelle: appel.natures.find(n => n.code === nature)?.libelle ?? nature,
      nature,
      ...cout(appel, cents),
    })),
  )
}

const rangees = (appel: Appel, e: EssaiComplet): Record<Liste, Rangee[]> => ({
  lots: (e.lots ?? []).map(l => ({ intitule: l.intitule, aide: l.aide ? ['oui'] : [] })),
  depenses: depensesDe(appel, e),
  ressources: (e.financements ?? []).map(f => ({ ...f })),
  jalons: (e.jalons ?? []).map(j => ({ ...j })),
  indicateurs: (e.indicateurs ?? []).map(i => ({ ...i })),
  beneficiaires: (e.beneficiaires ?? []).map(b => ({ ...b })),
  minimis: (e.minimis ?? []).map(m => ({ ...m })),
})

function reponsesDe(appel: Appel, e: EssaiComplet): Valeurs {
  return Object.fromEntries(
    Object.entries(e.reponses).flatMap(([id, v]) => {
      const q = questionDe(appel, id)
      const lue = q && reponseEcrite(q, v)
      return lue?.ok ? [[id, lue.value]] : []
    }),
  )
}

function contactDe(appel: Appel, e: EssaiComplet, structureId: string): Valeurs {
  const demande = formulaireDuVolet(appel, e.volet ?? '')?.etapes.some(x => x.blocs.includes('contact'))
  if (!demande) return {}
  const { structure, fonction, courriel, telephone } = CHAMP_CONTACT
  return { [structure]: structureId, [fonction]: CONTACT.fonction, [courriel]: CONTACT.courriel, [telephone]: CONTACT.telephone }
}

/** The rows of its tables, read as their columns are; those of its plan, where its lines are written one by one. */
function rangeesDesTableaux(appel: Appel, e: EssaiComplet): [string, Rangee[]][] {
  return Object.entries(e.tableaux ?? {}).map(([id, lignes]) => {
    const { colonnes = [], liste = id } = tableauxDe(appel).get(id) ?? {}
    const lire = (code: string, v: Parameters<typeof celluleEcrite>[1]) => {
      const colonne = colonnes.find(c => c.code === code)
      const lue = colonne && celluleEcrite(colonne, v)
      return lue?.ok ? lue.value : undefined
    }
    return [liste, lignes.map(l => Object.fromEntries(Object.entries(l).map(([code, v]) => [code, lire(code, v)])))]
  })
}

/** What a draft holds once the test dossier is typed in it; `structureId`: of its porteur, who carries the contact. Pure. */
export function contenuDEssai(appel: Appel, e: EssaiComplet, structureId: string): Contenu {
  const listes = [...Object.entries(rangees(appel, e)), ...rangeesDesTableaux(appel, e)].filter(([, lignes]) => lignes.length > 0) as [
    Liste,
    Rangee[],
  ][]
  const cellules = listes.flatMap(([liste, lignes]) =>
    lignes.flatMap((r, i) =>
      Object.entries(connues(r)).map(([colonne, v]): [string, Reponse] => [champCellule(liste, ligneDe(liste, i), colonne), v]),
    ),
  )
  const { volet, actions, aide, part, aide_minimale, cout: total, autres_aides } = e
  return {
    ...CONTENU_VIDE,
    valeurs: {
      ...connues({ titre: e.projet ?? e.titre.slice(0, 150), volet, actions, aide, part, aide_minimale, cout: total, autres_aides }),
      ...reponsesDe(appel, e),
      ...contactDe(appel, e, structureId),
      ...(e.minimis ? { [CHAMP_MINIMIS]: e.minimis.length > 0 } : {}),
      ...Object.fromEntries(cellules),
    },
    lignes: Object.fromEntries(listes.map(([liste, lignes]) => [liste, lignes.map((_, i) => ligneDe(liste, i))])),
  }
}

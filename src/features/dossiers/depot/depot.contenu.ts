import { createHash } from 'node:crypto'
import type { Reponse, Resultat } from '../../recevabilite/index.ts'
import { champDepense, coutGlobal, listeDe, montantDe, texteDe } from '../contenu.ts'
import type { Dossier } from '../dossiers.queries.ts'
import { champsMontres } from '../etapes/champs.ts'
import type { Lecture } from '../lecture.ts'

/** What is filed, word for word; amounts in cents, instants in ISO 8601 (UTC). Kept for ever: add keys, never rename one. */
export type ContenuDepose = {
  format: 'guichet-territorial/depot/1'
  numero: string
  version: number
  recu_le: string
  appel: { slug: string; titre: string; version: number; sha256: string }
  structure: {
    nom: string
    type: string
    siren: string | null
    code_insee: string | null
    departement: string | null
    population: number | null
  }
  deposant: { nom: string; preuve: string }
  titre: string
  volet: { code: string; titre: string } | null
  actions: { code: string; libelle: string }[]
  reponses: { etape: string; id: string; question: string; valeur: Reponse }[]
  montants: { aide: number; part: number; autres: number; cout_global: number }
  depenses: { nature: string; libelle: string; montant: number }[]
  pieces: { code: string; piece: string; nom: string; type: string; taille: number; sha256: string }[]
  engagements: { code: string; libelle: string }[]
  verdicts: { regle: string; resultat: Resultat; explication: string }[]
}

type Depot = { version: number; recuLe: Date; deposant: { nom: string; preuve: string } }

/** The content of a filing that no rule blocks. Questions that the form does not ask are left out. Pure. */
export function contenuDepose(d: Dossier, l: Lecture, { version, recuLe, deposant }: Depot): ContenuDepose {
  const { appel, sha256, numero } = d.version
  const { contenu, structure: s } = d
  const volet = appel.volets.find(v => v.code === texteDe(contenu, 'volet'))
  const actions = listeDe(contenu, 'actions') ?? []
  return {
    format: 'guichet-territorial/depot/1',
    numero: d.numero,
    version,
    recu_le: recuLe.toISOString(),
    appel: { slug: appel.slug, titre: appel.titre, version: numero, sha256 },
    structure: { nom: s.nom, type: s.type, siren: s.siren, code_insee: s.code_insee, departement: s.departement, population: s.population },
    deposant,
    titre: texteDe(contenu, 'titre') ?? '',
    volet: volet ? { code: volet.code, titre: volet.titre } : null,
    actions: (volet?.actions ?? []).filter(a => actions.includes(a.code)).map(a => ({ code: a.code, libelle: a.libelle })),
    reponses: reponsesDe(d, l),
    montants: {
      aide: montantDe(contenu, 'aide') ?? 0,
      part: montantDe(contenu, 'part') ?? 0,
      autres: montantDe(contenu, 'autres') ?? 0,
      cout_global: coutGlobal(contenu) ?? 0,
    },
    depenses: appel.natures.flatMap(n => {
      const montant = montantDe(contenu, champDepense(n.code))
      return montant === undefined ? [] : [{ nature: n.code, libelle: n.libelle, montant }]
    }),
    pieces: d.pieces.map(p => ({
      code: p.code,
      piece: appel.pieces.find(x => x.code === p.code)?.libelle ?? p.code,
      nom: p.nom,
      type: p.type,
      taille: p.taille,
      sha256: p.sha256,
    })),
    engagements: appel.engagements.filter(e => l.visibilite.engagements.has(e.code)).map(e => ({ code: e.code, libelle: e.libelle })),
    verdicts: l.verdicts.map(v => ({ regle: v.regle, resultat: v.resultat, explication: v.explication })),
  }
}

const reponsesDe = ({ contenu, version }: Dossier, l: Lecture): ContenuDepose['reponses'] =>
  l.formulaire.etapes.flatMap(e => {
    const posees = champsMontres(version.appel, { ...e, blocs: [] }, undefined, l.visibilite.questions)
    return posees.flatMap(q => {
      const valeur = contenu.valeurs[q.nom]
      return valeur === undefined ? [] : [{ etape: e.code, id: q.nom, question: q.libelle, valeur }]
    })
  })

/** JSON with sorted keys and no space: one text for one content, whoever writes it (RFC 8785 for what we put in it). */
export function canonique(v: unknown): string {
  if (Array.isArray(v)) return `[${v.map(canonique).join(',')}]`
  if (v === null || typeof v !== 'object') return JSON.stringify(v)
  const paires = Object.entries(v).filter(([, x]) => x !== undefined)
  return `{${paires
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, x]) => `${JSON.stringify(k)}:${canonique(x)}`)
    .join(',')}}`
}

export const empreinteDe = (texte: string) => createHash('sha256').update(texte, 'utf8').digest('hex')

import { CHAMP_MINIMIS, type Contact, champsMontres, contactDe, demandeContact } from '../champs/index.ts'
import {
  type Contenu,
  champCellule,
  colonnesDe,
  LISTES,
  type Liste,
  lignesDe,
  listeDe,
  lotsDe,
  montantDe,
  texteDe,
} from '../contenu/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { empreinteAValider, etatValidation, type Lecture } from '../examen/index.ts'
import { lignesDuPlan } from '../plan/index.ts'
import type { LigneEvaluee, TableauEvalue } from '../recevabilite/index.ts'
import { titreDuTemps } from '../temps/index.ts'
import type { AideCalculee, Reponse, Resultat } from '../verdicts/index.ts'

/** Said in the file itself: whoever reads it elsewhere would take cents for euros. */
export const UNITES = { montants: 'centimes d’euro' } as const

/** What is filed, word for word; amounts in cents, instants in ISO 8601 (UTC). Kept for ever: add keys, never rename one. */
export type ContenuDepose = {
  format: 'guichet-territorial/depot/1'
  numero: string
  version: number
  /** The stage of its call, where it has two. */
  temps?: string
  recu_le: string
  appel: { slug: string; titre: string; version: number; sha256: string }
  structure: {
    nom: string
    type: string
    siren: string | null
    code_insee: string | null
    departement: string | null
    population: number | null
    /** By hand, and not confirmed at that instant; absent otherwise. */
    declaree?: true
    rna?: string
  }
  deposant: { nom: string; preuve: string }
  titre: string
  volet: { code: string; titre: string } | null
  actions: { code: string; libelle: string }[]
  reponses: { etape: string; id: string; question: string; valeur: Reponse }[]
  /** Absent of what was filed before it was said. */
  unites?: typeof UNITES
  /** Absent where the call asks for every expense and resource. */
  plan?: 'simple' | 'aucun' | undefined
  /** `null`: the call does not ask for it. */
  montants: { aide: number; part: number | null; autres: number | null; cout_global: number | null }
  /** The aid that the call computed, and how, figure by figure. */
  aide_calculee?: (Omit<AideCalculee, 'manquants' | 'montant'> & { montant: number }) | undefined
  depenses: { nature: string; libelle: string; montant: number }[]
  /** Rows of each list and table, in their order: column → value, what was worked out of a line included. The lot of an expense is its rank, from 1. */
  listes: Partial<Record<string, Record<string, Reponse>[]>>
  aide_minimale?: number | undefined
  /** Whether other de minimis aids were received, where the form asks it; those aids stand in `listes`. */
  minimis_autres?: boolean | undefined
  /** The one operational contact, when the form asks for it (C2.6). `structure`: name of the one that carries it. */
  contact?: { [K in keyof Contact]: string | undefined } | undefined
  partenaires: {
    nom: string
    structure_id: string | null
    role: string
    valide_le: string | null
    empreinte: string | null
    moyens: string
  }[]
  pieces: { code: string; piece: string; nom: string; type: string; taille: number; sha256: string }[]
  engagements: { code: string; libelle: string }[]
  verdicts: { regle: string; resultat: Resultat; explication: string }[]
}

type Depot = { version: number; recuLe: Date; deposant: { nom: string; preuve: string } }

/** The content of a filing that no rule blocks. Questions that the form does not ask are left out. Pure. */
export function contenuDepose(d: Dossier, l: Lecture, { version, recuLe, deposant }: Depot): ContenuDepose {
  const { appel, sha256, numero } = d.version
  const { contenu, structure: s } = d
  const temps = titreDuTemps(appel, d.temps)
  const volet = appel.volets.find(v => v.code === texteDe(contenu, 'volet'))
  const actions = listeDe(contenu, 'actions') ?? []
  return {
    format: 'guichet-territorial/depot/1',
    numero: d.numero,
    version,
    ...(temps ? { temps } : {}),
    recu_le: recuLe.toISOString(),
    appel: { slug: appel.slug, titre: appel.titre, version: numero, sha256 },
    structure: {
      nom: s.nom,
      type: s.type,
      siren: s.siren,
      code_insee: s.code_insee,
      departement: s.departement,
      population: s.population,
      ...(s.declaree ? { declaree: true as const, ...(s.rna ? { rna: s.rna } : {}) } : {}),
    },
    deposant,
    titre: texteDe(contenu, 'titre') ?? '',
    volet: volet ? { code: volet.code, titre: volet.titre } : null,
    actions: (volet?.actions ?? []).filter(a => actions.includes(a.code)).map(a => ({ code: a.code, libelle: a.libelle })),
    reponses: reponsesDe(d, l),
    unites: UNITES,
    ...(appel.plan === 'complet' ? {} : { plan: appel.plan }),
    montants: {
      aide: montantDe(contenu, 'aide') ?? 0,
      ...(appel.plan === 'aucun'
        ? { part: null, autres: null, cout_global: null }
        : {
            part: l.faits.montants?.part ?? 0,
            autres: l.faits.montants?.autres ?? 0,
            cout_global: l.faits.montants ? (l.faits.montants.cout ?? somme(l.faits.montants)) : 0,
          }),
    },
    ...(l.aide ? { aide_calculee: { montant: l.aide.montant ?? 0, etapes: l.aide.etapes, clauses: l.aide.clauses } } : {}),
    depenses: appel.natures.flatMap(n => {
      const montant = l.faits.depenses?.[n.code]
      return typeof montant === 'number' ? [{ nature: n.code, libelle: n.libelle, montant }] : []
    }),
    listes: { ...listesDeposees(appel, contenu, l), ...tableauxDeposes(l, contenu) },
    aide_minimale: montantDe(contenu, 'aide_minimale'),
    ...(typeof contenu.valeurs[CHAMP_MINIMIS] === 'boolean' ? { minimis_autres: contenu.valeurs[CHAMP_MINIMIS] } : {}),
    ...(demandeContact(appel) ? { contact: contactDe(contenu, l.structures) } : {}),
    partenaires: partenairesDeposes(d),
    pieces: d.pieces.map(p => ({
      code: p.code,
      piece: appel.pieces.find(x => x.code === p.code)?.libelle ?? p.code,
      nom: p.nom,
      type: p.type,
      taille: p.taille,
      sha256: p.sha256,
    })),
    engagements: appel.engagements.filter(e => l.visibilite.engagements.has(e.code)).map(e => ({ code: e.code, libelle: e.libelle })),
    // what the porteur alone may know of its other dossiers is not in what its partners carry away: it stands in `verdict`
    verdicts: l.verdicts.filter(v => !v.autres).map(v => ({ regle: v.regle, resultat: v.resultat, explication: v.constat })),
  }
}

const somme = ({ aide = 0, part = 0, autres = 0 }: NonNullable<Lecture['faits']['montants']>) => aide + part + autres

function listesDeposees(appel: Dossier['version']['appel'], c: Contenu, { tableaux }: Lecture): ContenuDepose['listes'] {
  const lots = lotsDe(c)
  const duPlan = lignesDuPlan(appel, c, tableaux).enPlus
  /** What a line of the plan has besides what was typed in it: its rank, what is worked out of it. */
  const enPlus = (liste: Liste, id: string): [string, Reponse][] => {
    const l = liste === duPlan?.tableau.liste ? duPlan.evalue?.lignes.find(x => x.ligne === id) : undefined
    if (!l) return []
    const calculees = Object.entries(l.calculs).flatMap(([code, { valeur }]) =>
      valeur === undefined ? [] : [[code, valeur] as [string, Reponse]],
    )
    return [...(duPlan?.rang ? [['rang', l.rang] as [string, Reponse]] : []), ...calculees]
  }
  const rangDuLot = (v: Reponse) => lots.findIndex(l => l.code === v) + 1
  const ligne = (liste: Liste, id: string) =>
    Object.fromEntries([
      ...colonnesDe(liste, appel, lots).flatMap(({ nom }): [string, Reponse][] => {
        const v = c.valeurs[champCellule(liste, id, nom)]
        return v === undefined ? [] : [[nom, liste === 'depenses' && nom === 'lot' ? rangDuLot(v) : v]]
      }),
      ...enPlus(liste, id),
    ])
  return Object.fromEntries(LISTES.flatMap(l => (lignesDe(c, l).length > 0 ? [[l, lignesDe(c, l).map(id => ligne(l, id))]] : [])))
}

/** Lines in which something was typed. */
const tableauxDeposes = (l: Lecture, c: Contenu): ContenuDepose['listes'] =>
  Object.fromEntries(
    l.formulaire.etapes
      .flatMap(e => e.questions)
      .flatMap(q => {
        const t = l.visibilite.questions.has(q.id) ? l.tableaux.get(q.id) : undefined
        return t && t.lignes.length > 0 ? [[q.id, t.lignes.map(ligne => ligneDeposee(t, ligne, c))] as const] : []
      }),
  )

const ligneDeposee = ({ tableau }: TableauEvalue, { ligne, calculs }: LigneEvaluee, c: Contenu): Record<string, Reponse> =>
  Object.fromEntries(
    tableau.colonnes.flatMap(({ code }) => {
      const v = Object.hasOwn(calculs, code) ? calculs[code]!.valeur : c.valeurs[champCellule(tableau.id, ligne, code)]
      return v === undefined ? [] : [[code, v]]
    }),
  )

function partenairesDeposes({ partenaires, contenu, version }: Dossier): ContenuDepose['partenaires'] {
  const empreinte = empreinteAValider(version.appel, contenu)
  return partenaires.map(p => {
    const validation = etatValidation(p, empreinte) === 'validee' ? p.validation : undefined
    return {
      nom: p.nom,
      structure_id: p.structureId,
      role: p.role,
      valide_le: validation?.valideLe.toISOString() ?? null,
      empreinte: validation?.empreinte ?? null,
      moyens: validation?.moyens ?? '',
    }
  })
}

const reponsesDe = ({ contenu, version }: Dossier, l: Lecture): ContenuDepose['reponses'] =>
  l.formulaire.etapes.flatMap(e => {
    const posees = champsMontres(version.appel, { ...e, blocs: [] }, contenu, l.visibilite.questions)
    return posees.flatMap(q => {
      const valeur = contenu.valeurs[q.nom]
      return valeur === undefined ? [] : [{ etape: e.code, id: q.nom, question: q.libelle, valeur }]
    })
  })

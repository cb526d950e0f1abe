import { type Appel, tableauxDe } from '../../cahier/index.ts'
import { champCellule, lignesDe, texteDe } from '../../contenu/index.ts'
import { type EssaiComplet, essaisComplets } from '../../essais/index.ts'
import { contenuDEssai, lireRegles } from '../../examen/index.ts'
import { preparerRegles } from '../../recevabilite/index.ts'
import { type DossierRedige, montantsRediges } from '../../redaction/index.ts'
import type { EtapeDuCalcul, Reponse } from '../../verdicts/index.ts'

/** What a letter or an act says of a test dossier. Cents. */
export type DossierApercu = {
  porteur: string
  projet: string
  deposeLe: Date
  demande: number | null
  accorde: number
  base: number | null
  cout: number | null
  calcul: { montant: number; etapes: readonly EtapeDuCalcul[] } | null
  listes: Record<string, Record<string, Reponse>[]>
  /** What a délibération says of it besides. */
  type: string
  resume: string
  montants: DossierRedige['montants']
}
/** `essais`: those that one may choose among. */
export type PourApercu = { appel: Appel; dossier: DossierApercu; choisi: string; essais: { code: string; titre: string }[] }
/** `juste`: the call has passed the whole check. `sha256`: of its text. `essai`: the code of a test dossier; the first that is filed when there is none of that name, of one of these `types` of structure rather. */
type ALire = { appel: Appel; juste: boolean; sha256: string; essai: string; types: readonly string[] }

const PORTEUR = 'apercu'
const JOUR_MS = 86_400_000

/** A call with the figures of one of its test dossiers, as its rules find them; while it has faults, as the test dossier says them. Pure. */
export function dossierPourApercu({ appel: lu, juste, sha256, essai, types }: ALire): PourApercu {
  // letters and acts are those of the last temps
  const appel = lu.second ?? lu
  const complets = essaisComplets(appel).filter(e => e.porteur)
  const deposes = complets.filter(e => e.attendu.depose)
  const choisi = complets.find(e => e.code === essai) ?? deposes.find(e => types.includes(e.porteur!.type)) ?? deposes[0] ?? complets[0]
  const dit = choisi ? typique(appel, choisi) : INVENTE
  return {
    appel,
    dossier: choisi && juste ? { ...dit, ...figuresDe(appel, choisi, dit, sha256) } : dit,
    choisi: choisi?.code ?? '',
    essais: complets.map(({ code, titre }) => ({ code, titre })),
  }
}

/** For a call that has no test dossier yet. */
const INVENTE: DossierApercu = {
  porteur: 'Commune d’exemple',
  projet: 'Un projet d’exemple',
  deposeLe: new Date('2027-01-12T10:00:00+01:00'),
  demande: 5_000_000,
  accorde: 5_000_000,
  base: 10_000_000,
  cout: 10_000_000,
  calcul: null,
  listes: {},
  type: 'commune',
  resume: '',
  montants: { depenses: 10_000_000, aide: 5_000_000, part: 5_000_000, autres: 0 },
}

const somme = (montants: readonly number[]) => montants.reduce((t, m) => t + m, 0)

/** What the test dossier says by itself. */
function typique(appel: Appel, e: EssaiComplet): DossierApercu {
  const depenses = [...(e.lots ?? []).flatMap(l => Object.entries(l.depenses)), ...Object.entries(e.depenses ?? {})]
  const payees = new Set(appel.natures.flatMap(n => (n.eligible === 'oui' || n.eligible === 'marginale' ? [n.code] : [])))
  const demande = e.aide ?? e.attendu.montant ?? null
  const ressources = somme([e.aide ?? 0, e.part ?? 0, ...(e.financements ?? []).map(f => f.montant)])
  return {
    porteur: e.porteur!.nom,
    projet: e.projet ?? e.titre,
    deposeLe: e.quand ?? new Date(appel.calendrier.vagues[0]!.ouverture.getTime() + JOUR_MS),
    demande,
    accorde: e.attendu.montant ?? demande ?? 0,
    base: appel.plan === 'complet' ? somme(depenses.flatMap(([nature, m]) => (payees.has(nature) ? [m] : []))) : null,
    cout: appel.plan === 'aucun' ? null : (e.cout ?? ressources),
    calcul: null,
    listes: {},
    type: e.porteur!.type,
    resume: '',
    montants: {
      depenses: depenses.length > 0 ? somme(depenses.map(([, m]) => m)) : null,
      aide: demande,
      part: e.part ?? null,
      autres: somme((e.financements ?? []).map(f => f.montant)),
    },
  }
}

/** What the rules of a call without fault find of it. */
function figuresDe(appel: Appel, e: EssaiComplet, dit: DossierApercu, sha256: string): Partial<DossierApercu> {
  const { nom, type, departement = null, region = null, population = null } = e.porteur!
  const structure = { id: PORTEUR, nom, type, siren: null, code_insee: null, departement, region, population }
  const version = { appel, sha256 }
  const contenu = contenuDEssai(appel, e, PORTEUR)
  const l = lireRegles({ structure, contenu, pieces: [], version, partenaires: [] }, dit.deposeLe)
  const regles = preparerRegles(appel, sha256)
  const valeur = (nom: string) => {
    const v = regles.valeur(l.faits, nom)
    return typeof v === 'number' ? v : null
  }
  const demande = l.faits.montants?.aide ?? null
  const base = appel.plan === 'complet' ? valeur('base éligible') : null
  return {
    demande,
    accorde: e.attendu.montant ?? Math.min(demande ?? 0, base ?? Number.POSITIVE_INFINITY),
    base,
    cout: appel.plan === 'aucun' ? null : valeur('coût global'),
    calcul: l.aide?.montant === undefined ? null : { montant: l.aide.montant, etapes: l.aide.etapes },
    listes: listesDe(appel, l),
    resume: texteDe(l.contenu, 'resume') ?? '',
    montants: montantsRediges(appel, l.contenu),
  }
}

/** The lines of its tables: what was typed, and what is worked out of it. */
function listesDe(appel: Appel, { contenu, tableaux }: ReturnType<typeof lireRegles>): DossierApercu['listes'] {
  return Object.fromEntries(
    [...tableauxDe(appel).values()].map(t => {
      const evaluees = tableaux.get(t.id)?.lignes ?? []
      const lignes = lignesDe(contenu, t.liste).map(ligne => {
        const calculs = evaluees.find(x => x.ligne === ligne)?.calculs ?? {}
        const paires = t.colonnes.flatMap(({ code }): [string, Reponse][] => {
          const v = calculs[code]?.valeur ?? contenu.valeurs[champCellule(t.liste, ligne, code)]
          return v === undefined ? [] : [[code, v]]
        })
        return Object.fromEntries(paires)
      })
      return [t.liste, lignes]
    }),
  )
}

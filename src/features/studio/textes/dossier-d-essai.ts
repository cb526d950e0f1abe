import { createHash } from 'node:crypto'
import type { Result } from '../../../lib/result.ts'
import { type Appel, tableauxDe } from '../../cahier/index.ts'
import { champCellule, lignesDe } from '../../contenu/index.ts'
import { type EssaiComplet, essaisComplets } from '../../essais/index.ts'
import { contenuDEssai, jouerEssais, lireRegles } from '../../examen/index.ts'
import { preparerRegles } from '../../recevabilite/index.ts'
import type { EtapeDuCalcul, Reponse } from '../../verdicts/index.ts'

/** `essai`: the code of a test dossier; the first that is filed when there is none of that name. */
export type DemandeDossier = { source: string; essai: string }
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
}
/** `essais`: those that one may choose among. */
export type PourApercu = { appel: Appel; dossier: DossierApercu; choisi: string; essais: { code: string; titre: string }[] }
/** How a text is read: given, since the door of `appels` opens on more than a thread may have. */
type Lecteurs = { lireAppel: (texte: string, fichier: string) => Result<Appel, unknown>; lireAuMieux: (texte: string) => Appel | undefined }

const PORTEUR = 'apercu'

/**
 * A draft with the figures of one of its test dossiers, as its rules find them; while the draft has faults, as the test dossier says them. Nothing when too little of
 * the draft can be read. Pure: done in a thread.
 */
export function dossierPourApercu({ source, essai }: DemandeDossier, { lireAppel, lireAuMieux }: Lecteurs): PourApercu | undefined {
  const lu = lireAppel(source, 'appel.yml')
  const appel = lu.ok ? lu.value : lireAuMieux(source)
  if (!appel) return undefined
  // letters and acts are those of the last temps
  const dernier = appel.second ?? appel
  const complets = essaisComplets(dernier).filter(e => e.porteur)
  const choisi = complets.find(e => e.code === essai) ?? complets.find(e => e.attendu.depose) ?? complets[0]
  const dit = choisi ? typique(dernier, choisi) : INVENTE
  const figures = lu.ok && choisi ? figuresDe(appel, dernier, choisi, createHash('sha256').update(source).digest('hex')) : {}
  return {
    appel: dernier,
    dossier: { ...dit, ...figures },
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
    deposeLe: e.quand ?? appel.calendrier.vagues[0]!.ouverture,
    demande,
    accorde: e.attendu.montant ?? demande ?? 0,
    base: appel.plan === 'complet' ? somme(depenses.flatMap(([nature, m]) => (payees.has(nature) ? [m] : []))) : null,
    cout: appel.plan === 'aucun' ? null : (e.cout ?? ressources),
    calcul: null,
    listes: {},
  }
}

/** What the rules of a call without fault find of it. */
function figuresDe(appel: Appel, dernier: Appel, e: EssaiComplet, sha256: string): Partial<DossierApercu> {
  const joue = jouerEssais({ appel, sha256 }).find(j => j.essai.code === e.code)
  if (!joue) return {}
  const version = { appel: dernier, sha256 }
  const { porteur } = e
  const structure = {
    id: PORTEUR,
    nom: porteur!.nom,
    type: porteur!.type,
    siren: null,
    code_insee: null,
    departement: porteur!.departement ?? null,
    region: porteur!.region ?? null,
    population: porteur!.population ?? null,
  }
  const contenu = contenuDEssai(dernier, e, PORTEUR)
  const l = lireRegles({ structure, contenu, pieces: [], version, partenaires: [] }, joue.instant)
  const regles = preparerRegles(dernier, sha256)
  const valeur = (nom: string) => {
    const v = regles.valeur(l.faits, nom)
    return typeof v === 'number' ? v : null
  }
  const demande = joue.aide ?? null
  return {
    deposeLe: joue.instant,
    demande,
    accorde: e.attendu.montant ?? joue.plafond ?? demande ?? 0,
    base: dernier.plan === 'complet' ? valeur('base éligible') : null,
    cout: dernier.plan === 'aucun' ? null : valeur('coût global'),
    calcul: l.aide?.montant === undefined ? null : { montant: l.aide.montant, etapes: l.aide.etapes },
    listes: listesDe(dernier, l),
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

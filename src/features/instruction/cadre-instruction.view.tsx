import type { Child, PropsWithChildren } from 'hono/jsx'
import { debutDuJour, formatHeure, formatJourCourt } from '../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../lib/euros.ts'
import { de } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge, Chiffres, type TonBadge } from '../../ui/blocs.tsx'
import { Declaree } from '../../ui/declaree.tsx'
import { BoutonPost } from '../../ui/form.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import type { EtapeSuivi, EtatInstruit, Place } from '../decret/index.ts'
import { type DelaiLegal, type DelaisLegaux, decisionRendue } from '../delais/index.ts'
import { motRetenu } from '../etats/index.ts'
import type { ContenuDepose } from '../versions/index.ts'
import type { AFaire } from './a-faire.ts'
import type { Suite } from './liste/filtres.ts'
import type { Position } from './liste/liste.ts'
import { type Onglet, Parties } from './parties.view.tsx'
import { PositionListe } from './position.view.tsx'

/** What surrounds every page of a filed dossier. Amounts in cents. */
export type CadreInstruction = {
  id: string
  position: Position
  /** As its pages' addresses carry it. */
  listeSuivie: string | undefined
  numero: string
  titre: string
  volet: string
  porteur: { nom: string; declaree: boolean; structureId: string; decrit: readonly string[] }
  /** The other structures of a joint project. */
  avec: readonly string[]
  /** Its rank among those of its porteur, in a sentence, where the call asks for it and once the wave is closed. */
  priorite: string | undefined
  etat: EtatInstruit
  suite: Suite
  /** Where its follow-up stands, once it is a lauréat. */
  etape: EtapeSuivi | null
  place: Place
  /** Whom the reader stands in for before this dossier, and the last day of it. */
  interim: { nom: string; dernier: Date } | undefined
  assigne: { id: string; nom: string; moi: boolean } | undefined
  etiquettes: readonly string[]
  /** Its porteur has opened it again: what was filed stands meanwhile. */
  enModification: boolean
  /** `base`: what the aid may pay; `taux`: the part of it that is asked, from 0 to 1. Absent when the plan does not tell. */
  montants: ContenuDepose['montants'] & { base: number | undefined; taux: number | undefined; calculee: boolean }
  recuLe: Date
  recevabilite: DelaiLegal | undefined
  delais: DelaisLegaux
  version: number
  /** The stage of its call that is read, where the call has two. */
  temps: string | undefined
  /** The call has no comité: the service decides, then the authority signs. */
  sansComite: boolean
  comptes: Partial<Record<Onglet, string | undefined>>
  aFaire: AFaire
}

type Props = PropsWithChildren<{
  site: Site
  cadre: CadreInstruction
  onglet: Onglet
  /** What the page is, for the title of the tab: « Versions », « Déclarer irrecevable ». */
  titre?: string | undefined
  erreur?: boolean | undefined
  skip?: readonly { libelle: string; href: string }[] | undefined
}>

/** Head and tabs of a filed dossier, on each of its pages: where it stands in the list, what it is, what to do next, its figures. */
export const Cadre = ({ site, cadre: c, onglet, titre, erreur, skip, children }: Props) => (
  <Page site={site} titre={`${c.numero} ${c.porteur.nom}${titre ? `, ${titre}` : ''}`} large erreur={erreur} skip={skip}>
    <PositionListe position={c.position} />
    <div class="gt-tete">
      <Nom c={c} />
      <Suite_ c={c} />
    </div>
    <Chiffres chiffres={chiffresDe(c)} />
    <Parties cadre={c} onglet={onglet} />
    {children}
  </Page>
)

const Nom = ({ c }: { c: CadreInstruction }) => (
  <div>
    <p class="gt-sous">
      {c.numero} · {c.volet}
      {c.temps && ` · ${c.temps}`}
    </p>
    <h1>{c.titre || 'Sans titre'}</h1>
    <p>
      <strong>{c.porteur.nom}</strong>
      {c.porteur.declaree && (
        <>
          <Declaree /> <a href={paths.instruction.structure(c.porteur.structureId)}>Confirmer la structure</a>
        </>
      )}
      {c.porteur.decrit.map(d => ` · ${d}`)}
      {c.avec.length > 0 && ` · avec ${c.avec.join(', ')}`}
    </p>
    {c.priorite && (
      <p>
        <strong>{c.priorite}</strong> <a href={paths.instruction.ordre(c.id)}>Voir l’ordre</a>
      </p>
    )}
  </div>
)

const ETATS: Record<Exclude<EtatInstruit, 'retenu'>, { mot: string; ton: TonBadge }> = {
  depose: { mot: 'Déposé', ton: 'info' },
  en_instruction: { mot: 'En instruction', ton: 'info' },
  irrecevable: { mot: 'Irrecevable', ton: 'error' },
  preselectionne: { mot: 'Présélectionné', ton: 'success' },
  non_preselectionne: { mot: 'Non présélectionné', ton: 'neutre' },
  au_comite: { mot: 'Au comité', ton: 'success' },
  delibere: { mot: 'Délibéré', ton: 'info' },
  liste_complementaire: { mot: 'Liste complémentaire', ton: 'info' },
  non_retenu: { mot: 'Non retenu', ton: 'neutre' },
  sans_suite: { mot: 'Sans suite', ton: 'neutre' },
  renonce: { mot: 'A renoncé', ton: 'neutre' },
  retire: { mot: 'Retiré', ton: 'neutre' },
}
const MOTS_SUITE: Partial<Record<Suite, { mot: string; ton: TonBadge }>> = {
  examiner: { mot: 'Compléments reçus', ton: 'new' },
  attendre: { mot: 'Compléments attendus', ton: 'info' },
}

/** The same, where the call has no comité. */
const SANS_COMITE: Partial<Record<EtatInstruit, { mot: string; ton: TonBadge }>> = {
  au_comite: { mot: 'À décider', ton: 'success' },
  delibere: { mot: 'Décidé', ton: 'info' },
}
type MotEtat = { mot: string; ton: TonBadge; etape?: string | undefined }
/** The state of a dossier in one or two words, the same on its page and in the inbox; of one that was retained, where its follow-up stands too. */
type DansLEtat = { suite: Suite; etat: EtatInstruit; etape: EtapeSuivi | null; sansComite?: boolean }
export const motEtat = ({ suite, etat, etape, sansComite }: DansLEtat): MotEtat => {
  if (etat !== 'retenu') return MOTS_SUITE[suite] ?? (sansComite ? SANS_COMITE[etat] : undefined) ?? ETATS[etat]
  const suivi = motRetenu(etape)
  return { ...motRetenu(null), etape: suivi.mot === motRetenu(null).mot ? undefined : suivi.mot }
}

const Suite_ = ({ c }: { c: CadreInstruction }) => {
  const { mot, ton, etape } = motEtat(c)
  const { quoi, pour, lien, acte } = c.aFaire
  return (
    <div class="gt-suite">
      <div class="gt-suite__etat">
        <Badge ton={ton}>{mot}</Badge>
        {etape && <span class="gt-sous">{etape}</span>}
        <span class="gt-sous">{motAssigne(c)}</span>
        {c.etiquettes.map(e => (
          <span class="gt-etiquette">{e}</span>
        ))}
      </div>
      <p class="gt-suite__faire">
        <strong>À faire&nbsp;:</strong> {quoi}.{pour && <strong> Pour le {formatJourCourt(pour)}</strong>}
      </p>
      {lien && (
        <a class="fr-btn fr-btn--sm" href={lien.href}>
          {lien.libelle}
        </a>
      )}
      {acte && (
        <BoutonPost action={acte.action} class="fr-btn fr-btn--sm">
          {acte.libelle}
        </BoutonPost>
      )}
      {c.interim && (
        <p class="gt-sous">
          Vous agissez par intérim {de(c.interim.nom)}, jusqu’au {formatJourCourt(c.interim.dernier)} inclus.
        </p>
      )}
      {c.enModification && (
        <p class="gt-sous">La structure modifie ce dossier. Ce qu’elle a déposé compte tant qu’elle ne dépose pas à nouveau.</p>
      )}
    </div>
  )
}

const motAssigne = ({ assigne }: CadreInstruction) =>
  !assigne ? 'Affecté à personne' : assigne.moi ? 'Affecté à vous' : `Affecté à ${assigne.nom}`

function chiffresDe({ montants: m, recuLe, recevabilite, etat }: CadreInstruction) {
  const part = (montant: number) =>
    m.cout_global !== null && m.cout_global > 0 ? `${formatTaux(montant / m.cout_global)} du coût` : undefined
  const taux = m.taux === undefined ? undefined : `${formatTaux(m.taux)} de la base`
  return [
    ...(m.cout_global === null ? [] : [{ terme: 'Coût global', valeur: formatEuros(m.cout_global) }]),
    ...(m.base === undefined ? [] : [{ terme: 'Base éligible', valeur: formatEuros(m.base) }]),
    {
      terme: m.calculee ? 'Aide calculée' : 'Aide demandée',
      valeur: formatEuros(m.aide),
      note: [part(m.aide), taux].filter(Boolean).join(', ') || undefined,
    },
    ...(m.part === null ? [] : [{ terme: 'Part du porteur', valeur: formatEuros(m.part), note: part(m.part) }]),
    ...(m.autres === null ? [] : [{ terme: 'Autres financements', valeur: formatEuros(m.autres), note: part(m.autres) }]),
    { terme: 'Reçu le', valeur: <Time instant={recuLe}>{formatJourCourt(recuLe)}</Time>, note: formatHeure(recuLe) },
    ...(recevabilite && !decisionRendue(etat)
      ? [
          {
            terme: 'Recevabilité avant le',
            valeur: formatJourCourt(debutDuJour(recevabilite.echeance)),
            note: motReste(recevabilite.reste),
          },
        ]
      : []),
  ]
}

/** « reste 52 jours », « passé depuis 3 jours ». */
export function motReste(jours: number): Child {
  const n = Math.abs(jours)
  const mot = `${n}\u00a0jour${n > 1 ? 's' : ''}`
  return jours === 0 ? 'aujourd’hui' : jours > 0 ? `reste ${mot}` : `passé depuis ${mot}`
}

/** An act that did not happen: why, and the way back to the dossier. */
export const RefusPage = ({ site, cadre, phrase }: { site: Site; cadre: CadreInstruction; phrase: string }) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="rien n’a changé" erreur>
    <Alert ton="error" titre="Rien n’a changé" reponse>
      <p>{phrase}</p>
    </Alert>
    <a class="fr-btn fr-btn--sm fr-mt-2w" href={paths.instruction.dossier(cadre.id)}>
      Revenir au dossier
    </a>
  </Cadre>
)

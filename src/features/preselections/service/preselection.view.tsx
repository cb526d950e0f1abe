import { formatJour } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/blocs.tsx'
import { Formulaire } from '../../../ui/form.tsx'
import { Onglets } from '../../../ui/liens.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { type Appel, montantTotal } from '../../cahier/index.ts'
import { avantLe } from '../../temps/index.ts'
import { MOTIF_MAX, MOTS_REPONSES, REPONSES } from '../preselection.rules.ts'
import type { IntentionLue } from '../preselections.queries.ts'
import type { LigneSaisie } from './repondre.ts'
import { Temps } from './temps.view.tsx'

export type Vue = 'toutes' | 'oui' | 'discuter' | 'non' | 'sans_motif'
export const VUES: Record<Vue, { libelle: string; garde: (i: IntentionLue) => boolean }> = {
  toutes: { libelle: 'Toutes', garde: () => true },
  oui: { libelle: 'Présélectionnées', garde: i => i.reponse === 'oui' },
  discuter: { libelle: 'À discuter', garde: i => i.reponse === null || i.reponse === 'discuter' },
  non: { libelle: 'Non', garde: i => i.reponse === 'non' },
  sans_motif: { libelle: 'Sans motif', garde: i => i.reponse === 'non' && i.motif === '' },
}

type Props = {
  site: Site
  appel: Appel
  second: Appel
  intentions: readonly IntentionLue[]
  vue: Vue
  saisie: ReadonlyMap<string, LigneSaisie> | undefined
  /** Whether the reader may tell the answers. */
  administre: boolean
  instant: Date
  fait: string | undefined
  refus: string | undefined
}

/** The intentions of a call, an answer each; once they are told, who goes on with the second temps. */
export const PreselectionPage = (p: Props) => {
  const { appel, intentions } = p
  const compte = (v: Vue) => intentions.filter(VUES[v].garde).length
  const oui = intentions.filter(VUES.oui.garde)
  const envisage = oui.reduce((s, i) => s + (i.aide ?? 0), 0)
  const attendues = intentions.filter(i => i.annonceeLe === null)
  return (
    <Page site={p.site} titre={`Présélection, ${appel.titre}`} large erreur={p.refus !== undefined}>
      <p class="gt-sous">
        {appel.titre}
        {appel.calendrier.vagues[0]?.cloture && ` · premier temps clos le ${avantLe(appel.calendrier.vagues[0].cloture)}`}
      </p>
      <h1 class="fr-h3">Présélection</h1>
      <Nouvelles fait={p.fait} refus={p.refus} />
      <p>
        <strong>
          {pluriel(compte('oui'), 'présélectionné')}, {compte('non')}&nbsp;non, {compte('discuter')}&nbsp;à discuter.
        </strong>{' '}
        {oui.length > 0 &&
          `${oui.length > 1 ? `Les ${oui.length} envisagent` : 'Il envisage'} ${formatEuros(envisage)}\u00a0; l’enveloppe a ${formatEuros(montantTotal(appel))}.`}
      </p>
      <div class="fr-mb-3w">
        <Temps appel={appel} second={p.second} intentions={intentions} />
      </div>
      {intentions.length === 0 ? (
        <EmptyState titre="Aucune intention n’est déposée.">Elles arrivent ici dès leur dépôt.</EmptyState>
      ) : attendues.length > 0 ? (
        <>
          <Onglets
            nom="Vues"
            onglets={(Object.keys(VUES) as Vue[]).map(v => ({
              libelle: VUES[v].libelle,
              href: `${paths.instruction.preselection(appel.slug)}?vue=${v}`,
              courant: v === p.vue,
              compte: String(compte(v)),
            }))}
          />
          <ARepondre {...p} intentions={attendues.filter(VUES[p.vue].garde)} total={attendues.length} />
        </>
      ) : (
        <QuiAvance {...p} />
      )}
    </Page>
  )
}

const ARepondre = ({ appel, intentions, saisie, total, administre }: Props & { total: number }) => (
  <Formulaire action={paths.instruction.preselection(appel.slug)}>
    <Tableau
      legende="Intentions et présélection"
      legendeCachee
      lignes={intentions}
      vide={<EmptyState titre="Aucune intention dans cette vue." />}
      colonnes={[
        { titre: 'Porteur, projet', cellule: i => <Nom i={i} /> },
        { titre: 'Aide envisagée', num: true, cellule: i => (i.aide === null ? '' : formatEuros(i.aide)) },
        { titre: 'Avis de l’instructeur', cellule: i => i.avis },
        { titre: 'Présélection', cellule: i => <Choix i={i} saisie={saisie?.get(i.id)} /> },
        { titre: 'À préciser, ou motif du refus', cellule: i => <Motif i={i} saisie={saisie?.get(i.id)} /> },
      ]}
    />
    <p class="fr-mt-2w">
      {total > 1 ? `Les ${total} réponses partent ensemble, au même instant.` : 'La réponse part avec sa lettre.'} Le second formulaire
      s’ouvre alors aux présélectionnés.
    </p>
    <ul class="fr-btns-group fr-btns-group--inline-sm">
      <li>
        <button class="fr-btn fr-btn--secondary" type="submit" name="acte" value="enregistrer">
          Enregistrer
        </button>
      </li>
      {administre && (
        <li>
          <button class="fr-btn" type="submit" name="acte" value="annoncer">
            Annoncer {pluriel(total, 'réponse')}…
          </button>
        </li>
      )}
    </ul>
  </Formulaire>
)

const Nom = ({ i }: { i: IntentionLue }) => (
  <>
    <a href={paths.instruction.dossier(i.id)}>{i.porteur}</a>
    <div class="gt-sous">
      {i.numero} · {i.titre || 'Sans titre'}
      {i.etat === 'depose' && ' · en attente du relevé'}
    </div>
  </>
)

type Saisie = { i: IntentionLue; saisie: LigneSaisie | undefined }
const Choix = ({ i, saisie }: Saisie) => {
  const reponse = saisie ? saisie.reponse : i.reponse
  return i.etat === 'depose' ? (
    <>Pas encore</>
  ) : (
    <>
      <label class="fr-sr-only" for={`r_${i.id}`}>
        Présélection de {i.numero}
      </label>
      <select class="fr-select" id={`r_${i.id}`} name={`r_${i.id}`}>
        {reponse === null && <option value="">Choisir</option>}
        {REPONSES.map(r => (
          <option value={r} selected={r === reponse}>
            {MOTS_REPONSES[r]}
          </option>
        ))}
      </select>
      <input type="hidden" name={`v_${i.id}`} value={String(i.decideeLe?.getTime() ?? 0)} />
    </>
  )
}
const Motif = ({ i, saisie }: Saisie) =>
  i.etat === 'depose' ? null : (
    <>
      <label class="fr-sr-only" for={`m_${i.id}`}>
        Motif ou précision pour {i.porteur}
      </label>
      <input class="fr-input" id={`m_${i.id}`} name={`m_${i.id}`} value={saisie?.motif ?? i.motif} maxlength={MOTIF_MAX} />
    </>
  )

/** Once the answers are told: the second temps of those who passed, and the way back for the others. */
const QuiAvance = ({ appel, intentions, administre }: Props) => (
  <Tableau
    legende="Réponses annoncées, et suite au second temps"
    lignes={intentions}
    colonnes={[
      { titre: 'Porteur, projet', cellule: i => <Nom i={i} /> },
      { titre: 'Aide envisagée', num: true, cellule: i => (i.aide === null ? '' : formatEuros(i.aide)) },
      { titre: 'Réponse', cellule: i => (i.reponse === 'oui' ? MOTS_REPONSES.oui : `Non\u00a0: ${i.motif}`) },
      { titre: 'Second temps', cellule: i => <Avance i={i} /> },
      {
        titre: 'Lettre',
        cellule: i => (
          <>
            <a href={paths.instruction.lettrePreselection(i.id)} data-turbo="false">
              Lettre<span class="fr-sr-only"> de {i.numero}</span>
            </a>
            {administre && i.etat === 'non_preselectionne' && (
              <>
                {' '}
                <a href={paths.instruction.repechage(appel.slug, i.id)}>
                  Repêcher<span class="fr-sr-only"> {i.numero}</span>…
                </a>
              </>
            )}
          </>
        ),
      },
    ]}
  />
)

const Avance = ({ i }: { i: IntentionLue }) => {
  if (i.reponse !== 'oui') return <>–</>
  if (i.secondLe) return <>Déposé le {formatJour(i.secondLe)}</>
  if (i.etat === 'retire') return <>A renoncé</>
  return i.annonceeLe && i.modifieLe > i.annonceeLe ? <>Brouillon, changé le {formatJour(i.modifieLe)}</> : <>Pas commencé</>
}

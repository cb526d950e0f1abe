import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, Badge, EmptyState } from '../../../ui/blocs.tsx'
import { Field } from '../../../ui/champs.tsx'
import { BoutonPost, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { LiensApercu } from '../apercu/liens.view.tsx'
import type { BrouillonEntier } from '../brouillons.queries.ts'
import { ecrireLieu } from '../document/lieux.ts'
import type { RemarqueSituee } from '../lire-brouillon.ts'
import { adresseDe } from '../place.ts'
import { RepartirSansEssais } from '../remarques.view.tsx'
import { essaisBloquent, SANS_ECHECS } from '../sans-essais.rules.ts'
import { Fait, Sections } from '../sections.view.tsx'
import { Echec } from './echec.view.tsx'
import type { EssaisVus, EssaiVu } from './joues.ts'
import { SeuilsVus } from './seuils.view.tsx'

export type EssaisProps = {
  site: Site
  brouillon: BrouillonEntier
  remarques: readonly RemarqueSituee[]
  /** Missing while the draft has a fault; `panne`: why nothing was played, in a sentence. */
  vus: EssaisVus | undefined
  panne?: string | undefined
  fait?: string | undefined
  /** Those from which another may begin, once one is added. */
  departs?: readonly Depart[]
  refus?: string | undefined
  /** The number of a filed dossier that was refused, given back. */
  dossier?: { numero: string; erreur: string } | undefined
}

/** The test dossiers of a draft: those that fail and why, all of them, the thresholds, and how to add one. */
export const EssaisPage = (p: EssaisProps) => {
  const { site, brouillon, vus, refus, fait, dossier } = p
  const rates = vus?.essais.filter(e => e.ecarts.length > 0) ?? []
  const erreurs = { ...(refus ? { _refus: refus } : {}), ...(dossier ? { numero: dossier.erreur } : {}) }
  return (
    <Page
      site={site}
      titre={`Essais, ${brouillon.titre}`}
      large
      erreur={Object.keys(erreurs).length > 0}
      skip={[
        { libelle: 'Sections', href: '#sections' },
        { libelle: 'Essai de plus', href: '#ajouter' },
      ]}
      ariane={[
        { libelle: 'Studio', href: paths.studio.accueil },
        { libelle: brouillon.titre, href: paths.studio.brouillon(brouillon.id) },
        { libelle: 'Essais' },
      ]}
    >
      <ErrorSummary errors={erreurs} titre={refus && 'Cela n’a pas été fait'} />
      <div class="gt-studio">
        <Sections brouillon={brouillon.id} courante="essais" remarques={p.remarques} />
        <div class="gt-studio__page gt-studio__page--large">
          <div class="gt-studio__tete">
            <div>
              <h1 class="fr-h3">Essais</h1>
              {vus && vus.essais.length > 0 && <Combien essais={vus.essais} rates={rates.length} />}
              <p>Des dossiers inventés, rejoués à chaque changement.</p>
            </div>
            <div class="gt-studio__suite">
              <a class="fr-btn fr-btn--sm fr-icon-add-line fr-btn--icon-left" href={paths.studio.nouvelEssai(brouillon.id)}>
                Ajouter un essai
              </a>
            </div>
          </div>
          <LiensApercu brouillon={brouillon.id} />
          <Fait fait={fait}>
            {p.departs?.map((e, i) => (
              <>
                {i > 0 && ' · '}
                <CommeLui brouillon={brouillon.id} essai={e} dit={`En ajouter un qui part de «\u00a0${e.titre}\u00a0»`} />
              </>
            ))}
          </Fait>
          {vus ? <Joues {...p} vus={vus} rates={rates} /> : <PasJoues {...p} />}
          <Ajouter brouillon={brouillon} dossier={dossier} />
        </div>
      </div>
    </Page>
  )
}

const Combien = ({ essais, rates }: { essais: readonly EssaiVu[]; rates: number }) => (
  <Badge ton={rates > 0 ? 'warning' : 'success'}>
    {rates > 0 ? `${essais.length - rates} sur ${essais.length} passent` : pluriel(essais.length, 'essai passe', 'essais passent')}
  </Badge>
)

/** What must be mended before anything can be played. */
const PasJoues = ({ brouillon, remarques, panne }: EssaisProps) => {
  const [premiere] = remarques.filter(r => r.niveau === 'erreur')
  return (
    <Alert ton="warning" titre="Les essais ne sont pas joués">
      <p>{panne ?? 'L’appel a un point qui bloque. Corrigez-le, et les essais se jouent.'}</p>
      {!panne && (
        <p>
          <a href={premiere ? adresseDe(brouillon.id, premiere) : paths.studio.texte(brouillon.id)}>
            {premiere ? `Corriger\u00a0: ${premiere.fait}` : 'Corriger le texte de l’appel'}
          </a>
        </p>
      )}
      {!panne && essaisBloquent(remarques) && <RepartirSansEssais brouillon={brouillon.id} />}
    </Alert>
  )
}

type JouesProps = EssaisProps & { vus: EssaisVus; rates: readonly EssaiVu[] }
const Joues = ({ brouillon, vus, rates }: JouesProps) => (
  <>
    {rates.length > 0 && (
      <section aria-labelledby="echecs">
        <h2 class="fr-h5" id="echecs">
          {pluriel(rates.length, 'essai échoue', 'essais échouent')}
        </h2>
        <div class="gt-studio__echecs">
          {rates.map(e => (
            <Echec brouillon={brouillon} essai={e} />
          ))}
        </div>
        {rates.length > 1 && (
          <BoutonPost
            action={paths.studio.section(brouillon.id, 'essais')}
            class="fr-btn fr-btn--sm fr-btn--tertiary fr-mt-2w"
            champs={{ ordre: SANS_ECHECS }}
          >
            Retirer les {rates.length} essais qui échouent
          </BoutonPost>
        )}
      </section>
    )}
    <Tableau
      legende="Vos cas"
      dense
      lignes={vus.essais}
      vide={
        <EmptyState titre="Aucun essai.">
          Rien ne prouve que les règles disent ce que dit la page. Commencez par un dossier qui passe, puis un dossier que chaque règle
          refuse.
        </EmptyState>
      }
      colonnes={[
        {
          titre: 'Dossier d’essai',
          cellule: e => (
            <span id={`essai-${e.code}`}>
              <a href={adresseEssai(brouillon.id, e)}>{e.titre}</a>
              <span class="gt-sous">{e.sous}</span>
            </span>
          ),
        },
        { titre: 'Attendu', cellule: e => e.attendu },
        { titre: 'Obtenu', cellule: e => (e.ecarts.length === 0 ? e.obtenu : <b>{e.obtenu}</b>) },
        { titre: 'Aide attendue', num: true, cellule: e => e.aideAttendue ?? '–' },
        { titre: 'Obtenue', num: true, cellule: e => e.aideObtenue ?? '–' },
        { titre: 'Résultat', cellule: e => <Passe passe={e.ecarts.length === 0} /> },
        { titre: 'Suite', titreCache: true, cellule: e => <CommeLui brouillon={brouillon.id} essai={e} dit="Partir de lui" /> },
      ]}
    />
    <PourPublier brouillon={brouillon.id} vus={vus} />
    <SeuilsVus brouillon={brouillon} vus={vus} />
  </>
)

const Passe = ({ passe }: { passe: boolean }) => (
  <span class={`gt-studio__etat gt-studio__etat--${passe ? 'juste' : 'erreur'}`}>{passe ? 'Passe' : 'Échoue'}</span>
)

/** Another test dossier, which says only what sets it apart. */
type Depart = { code: string; titre: string }
const CommeLui = ({ brouillon, essai, dit }: { brouillon: string; essai: Depart; dit: string }) => (
  <a href={`${paths.studio.nouvelEssai(brouillon)}?${new URLSearchParams({ comme: essai.code })}`}>
    {dit}
    {!dit.includes(essai.titre) && <span class="fr-sr-only">&nbsp;: {essai.titre}</span>}
  </a>
)

const adresseEssai = (brouillon: string, { rang }: EssaiVu) =>
  paths.studio.lieu(paths.studio.section(brouillon, 'essais'), rang < 0 ? '' : ecrireLieu(['essais', rang]))

/** What publishing will ask to be said, as long as no test dossier shows it. */
const PourPublier = ({ brouillon, vus: { depose, sansRefus } }: { brouillon: string; vus: EssaisVus }) =>
  depose && sansRefus.length === 0 ? null : (
    <section aria-labelledby="pour-publier">
      <h2 class="fr-h6" id="pour-publier">
        Ce qu’aucun essai ne montre encore
      </h2>
      <ul>
        {!depose && <li>Un dossier qui peut être déposé.</li>}
        {sansRefus.map(r => (
          <li>
            Un dossier refusé par la règle{' '}
            {r.lieu ? <a href={paths.studio.lieu(paths.studio.section(brouillon, 'regles'), r.lieu)}>{r.titre}</a> : r.titre}.
          </li>
        ))}
      </ul>
      <p class="fr-hint-text">Sans ces essais, il faudra dire pourquoi au moment de publier.</p>
    </section>
  )

const Ajouter = ({ brouillon, dossier }: Pick<EssaisProps, 'brouillon' | 'dossier'>) => (
  <section id="ajouter" tabindex={-1} aria-labelledby="titre-ajouter">
    <h2 class="fr-h5" id="titre-ajouter">
      Ajouter un essai
    </h2>
    <p>
      <a href={paths.studio.nouvelEssai(brouillon.id)}>Écrire un dossier d’essai</a> ·{' '}
      <a href={paths.studio.lieu(paths.studio.section(brouillon.id, 'essais'), '/essais')}>Ranger ou retirer des essais</a>
    </p>
    <Formulaire action={paths.studio.essaiDuDossier(brouillon.id)} aria-labelledby="titre-dossier">
      <h3 class="fr-h6" id="titre-dossier">
        À partir d’un dossier déposé
      </h3>
      <Field
        name="numero"
        label="Numéro du dossier"
        hint="Un dossier que vous pouvez lire. Seuls ses nombres, ses dates et ses choix sont repris&nbsp;: ni nom, ni texte, ni SIREN."
        value={dossier?.numero}
        error={dossier?.erreur}
        autocomplete="off"
        court
      />
      <FormActions principal="Rendre anonyme et ajouter" filet={false} />
    </Formulaire>
  </section>
)

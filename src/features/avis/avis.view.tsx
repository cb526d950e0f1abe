import { formatDateCivile } from '../../lib/dates.ts'
import { paths } from '../../paths.ts'
import { Alert, Badge, EmptyState, type TonBadge } from '../../ui/blocs.tsx'
import { Field, TextArea } from '../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../ui/choix.tsx'
import { Instruction } from '../../ui/dossier.tsx'
import { BoutonPost, Erreur, ErrorSummary, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import { Time } from '../../ui/texte.tsx'
import { Cadre, type CadreInstruction } from '../instruction/index.ts'
import type { SaisieDemande } from './avis.form.ts'
import type { Avis } from './avis.queries.ts'
import { DEMANDE_MAX, DUREES, dernierJour, type EtatAvis, etatAvis, MOTS_SENS, type Sens } from './avis.rules.ts'
import type { DuVu } from './dus.donnees.ts'
import { AvisDus, SansAvisDu } from './dus.view.tsx'
import { montrees, type Partie } from './parties.ts'

type Props = {
  site: Site
  cadre: CadreInstruction
  /** Those that the call asks for, then those that the service asked for by itself. */
  dus: readonly DuVu[]
  /** The call asks for opinions, and for none on this dossier. */
  sansObjet: boolean
  avis: readonly Avis[]
  parties: readonly Partie[]
  instant: Date
  /** Whether the reader may ask now. */
  demande: boolean
  suit: boolean
  saisie: SaisieDemande
  errors: Readonly<Record<string, string>>
  fait: string | undefined
}

/** Opinions asked of people from outside: those given and awaited, and one to ask. */
export const AvisPage = (p: Props) => (
  <Cadre
    site={p.site}
    cadre={p.cadre}
    onglet="avis"
    titre="avis"
    erreur={Object.keys(p.errors).length > 0}
    skip={p.demande ? [{ libelle: 'Demander un avis', href: '#panneau' }] : []}
  >
    <ErrorSummary errors={p.errors} />
    {p.fait && (
      <Alert ton="success" petit reponse>
        <p>{p.fait}</p>
      </Alert>
    )}
    {p.dus.length > 0 && <AvisDus id={p.cadre.id} dus={p.dus} demande={p.demande} suit={p.suit} errors={p.errors} />}
    {p.sansObjet && <SansAvisDu />}
    <Instruction panneau={p.demande ? <Demander {...p} /> : <SansDemande />} nomPanneau="Nouvelle demande">
      <div class="gt-lecture-barre">
        <h2 class="fr-h6">{p.dus.length > 0 ? 'Autres avis' : 'Avis de l’extérieur'}</h2>
        {p.demande && (
          <ul>
            <li class="gt-vers-panneau">
              <a href="#panneau">{demanderMot(p)}</a>
            </li>
          </ul>
        )}
      </div>
      {p.avis.length === 0 ? (
        <EmptyState titre={p.dus.length > 0 ? 'Aucun autre avis demandé.' : 'Aucun avis demandé.'}>
          La personne à qui vous le demandez reçoit un lien, lit les parties que vous choisissez et répond une fois.
        </EmptyState>
      ) : (
        <ol class="gt-echanges">
          {p.avis.map(a => (
            <UnAvis a={a} p={p} />
          ))}
        </ol>
      )}
    </Instruction>
  </Cadre>
)

const ETATS: Record<EtatAvis, { mot: string; ton: TonBadge }> = {
  rendu: { mot: 'Rendu', ton: 'success' },
  attendu: { mot: 'Attendu', ton: 'info' },
  expire: { mot: 'Lien expiré', ton: 'neutre' },
  retire: { mot: 'Retiré', ton: 'neutre' },
  silence: { mot: 'Sans réponse', ton: 'neutre' },
}
const TONS: Record<Sens, TonBadge> = { favorable: 'success', reserve: 'warning', defavorable: 'error', sans_avis: 'neutre' }

const UnAvis = ({ a, p }: { a: Avis; p: Props }) => {
  const etat = etatAvis(a, p.instant)
  return (
    <li class="gt-echange" id={`avis-${a.id}`}>
      <div class="gt-echange__qui">
        <strong>{a.expert}</strong>
        <span class="gt-sous">{a.courriel}</span>
        <Badge ton={ETATS[etat].ton}>{ETATS[etat].mot}</Badge>
        {a.sens && <Badge ton={TONS[a.sens]}>{MOTS_SENS[a.sens]}</Badge>}
      </div>
      {a.texte && <p class="gt-texte">{a.texte}</p>}
      {a.renduLe && (
        <p>{a.sansLien ? 'Déclare n’avoir aucun lien avec ce projet.' : <strong>Déclare un lien avec ce projet&nbsp;: {a.lien}</strong>}</p>
      )}
      <p class="gt-sous">
        Question&nbsp;: <span class="gt-texte">{a.demande}</span>
      </p>
      <p class="gt-sous">Parties montrées&nbsp;: {montrees(a, p.parties)}.</p>
      <p class="gt-sous">
        Demandé par {a.par} le <Time instant={a.demandeLe} />. <Suite a={a} etat={etat} />
      </p>
      {etat === 'attendu' && p.demande && (
        <BoutonPost action={paths.instruction.retraitAvis(p.cadre.id, a.id)} class="fr-btn fr-btn--tertiary fr-btn--sm fr-mt-1w">
          Retirer la demande<span class="fr-sr-only"> faite à {a.expert}</span>
        </BoutonPost>
      )}
    </li>
  )
}

const Suite = ({ a, etat }: { a: Avis; etat: EtatAvis }) => (
  <>
    {etat !== 'rendu' && (a.ouvertLe ? 'Le lien a été ouvert. ' : 'Le lien n’a pas été ouvert. ')}
    {a.renduLe && (
      <>
        Rendu le <Time instant={a.renduLe} />.
      </>
    )}
    {a.annuleLe && (
      <>
        Retiré le <Time instant={a.annuleLe} />.
      </>
    )}
    {etat === 'attendu' && <>Réponse possible jusqu’au {formatDateCivile(dernierJour(a.expireLe))} inclus.</>}
    {etat === 'expire' && <>Le lien servait jusqu’au {formatDateCivile(dernierJour(a.expireLe))} inclus.</>}
  </>
)

const SansDemande = () => <p>Un avis se demande pendant l’instruction, par qui instruit le dossier.</p>

const demanderMot = ({ dus }: Pick<Props, 'dus'>) => (dus.length > 0 ? 'Demander un autre avis' : 'Demander un avis')

const Demander = ({ cadre, dus, parties, saisie, errors }: Props) => (
  <section id="demander" aria-labelledby="demander-titre">
    <h2 id="demander-titre">{demanderMot({ dus })}</h2>
    <Formulaire action={paths.instruction.avis(cadre.id)}>
      <Field name="expert" label="À qui" hint="Fonction ou service, tel qu’il s’affichera." value={saisie.expert} error={errors.expert} />
      <Field name="courriel" label="Adresse électronique" type="email" autocomplete="off" value={saisie.courriel} error={errors.courriel} />
      <TextArea name="demande" label="Votre question" rows={4} value={saisie.demande} error={errors.demande} maxlength={DEMANDE_MAX} />
      <Parties parties={parties} saisie={saisie} error={errors.parties} />
      <RadioGroup
        name="jours"
        label="Le lien sert pendant"
        value={saisie.jours}
        error={errors.jours}
        enLigne
        petit
        options={DUREES.map(d => ({ value: String(d), label: `${d}\u00a0jours` }))}
      />
      <button class="fr-btn fr-btn--sm" type="submit">
        Envoyer la demande
      </button>
    </Formulaire>
  </section>
)

/** What the expert will read: one list an étape, folded unless something of it is chosen. */
const Parties = ({ parties, saisie, error }: { parties: readonly Partie[]; saisie: SaisieDemande; error: string | undefined }) => (
  <fieldset class="gt-parties" id="parties">
    <legend>Ce que cette personne lira</legend>
    <Erreur id="parties" error={error} />
    {[...Map.groupBy(parties, x => x.groupe)].map(([groupe, options], i) => (
      <details class="gt-details" open={options.some(o => saisie.parties.includes(o.code))}>
        <summary>{groupe}</summary>
        <CheckboxGroup
          name="parties"
          id={`parties-${i + 1}`}
          label={<span class="fr-sr-only">{groupe}</span>}
          petit
          values={saisie.parties}
          options={options.map(o => ({ value: o.code, label: o.libelle }))}
        />
      </details>
    ))}
  </fieldset>
)

import { formatEuros } from '../../../lib/euros.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { Field, TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { NomStructure } from '../../../ui/declaree.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { type AvisRendu, direVotes, type ErreursAvis, MOTS_AVIS, RAISON_MAX, type SaisieAvis, SENS_AVIS } from '../../instances/index.ts'

/** The dossier in debate. Cents. `saisie`: what the form holds, for whoever writes the opinion; `vue`: the revision that it was read at. */
export type DossierAvise = {
  id: string
  numero: string
  titre: string
  porteur: string
  declaree: boolean
  propose: number
  /** « 4 sur 12 ». */
  place: string
  chiffres: string | undefined
  priorite: readonly string[]
  deports: number
  votants: number
  /** Powers that count on it, each in words, and how many do not: whoever gave one or holds it is in conflict, or has said nothing of their interests. */
  pouvoirs: { comptent: readonly string[]; tus: number }
  quorum: { comptes: number; quorum: number; atteint: boolean }
  rendu: AvisRendu | undefined
  lecture: string
  saisie: SaisieAvis | undefined
  vue: string
}
type Props = { seance: string; d: DossierAvise; close: boolean; errors: ErreursAvis }

/** What is put to the body, who votes on it, and what it says. */
export const DossierAvis = ({ seance, d, close, errors }: Props) => (
  <>
    <p class="gt-sous fr-mb-0">
      {d.place} · {d.numero} · <NomStructure nom={d.porteur} declaree={d.declaree} />
    </p>
    <h2 class="fr-h5" id="dossier" tabindex={-1}>
      {d.titre || 'Sans titre'}&nbsp;: {formatEuros(d.propose)} proposés
    </h2>
    <p class="fr-mb-1w">
      {d.chiffres} {d.priorite.join(' ')} <a href={d.lecture}>Lire le dossier</a>
    </p>
    {!close && (
      <p class="gt-sous">
        {d.deports > 0 && `${pluriel(d.deports, 'membre est déporté', 'membres sont déportés')}\u00a0: `}
        {pluriel(d.votants, 'votant')}
        {d.pouvoirs.comptent.length > 0 && `, dont ${d.pouvoirs.comptent.length} par pouvoir`}, quorum {d.quorum.atteint ? 'tenu' : 'perdu'}
        .
      </p>
    )}
    {!close && <Pouvoirs {...d.pouvoirs} />}
    {!close && !d.quorum.atteint && (
      <Alert
        ton="warning"
        titre={`${pluriel(d.quorum.comptes, 'votant présent', 'votants présents')}, quorum ${d.quorum.quorum}`}
        niveau={3}
      >
        <p>
          Les avis rendus restent. Aucun autre sur ce dossier avant le retour d’un membre, ou une autre séance&nbsp;: il peut être reporté.{' '}
          <a href={paths.comite.seance(seance)}>Noter les présences</a>
        </p>
      </Alert>
    )}
    {d.saisie && d.quorum.atteint ? <Rendre seance={seance} d={d} saisie={d.saisie} errors={errors} /> : <Rendu d={d} />}
    {d.saisie && !d.quorum.atteint && <Reporter seance={seance} d={d} saisie={d.saisie} errors={errors} />}
  </>
)

/** Who votes for whom on it, and what of a power does not count. */
const Pouvoirs = ({ comptent, tus }: DossierAvise['pouvoirs']) =>
  comptent.length + tus === 0 ? null : (
    <p class="gt-sous">
      {comptent.length > 0 && `Par pouvoir\u00a0: ${comptent.join('\u202f; ')}. `}
      {tus > 0 &&
        `${tus > 1 ? `${tus}\u00a0pouvoirs ne comptent pas` : 'Un pouvoir ne compte pas'} sur ce dossier\u00a0: un déport, ou des intérêts non déclarés.`}
    </p>
  )

const Rendu = ({ d: { rendu } }: { d: DossierAvise }) =>
  rendu ? (
    <p>
      <strong>{MOTS_AVIS[rendu.sens]}</strong>
      {direVotes(rendu) && `, ${direVotes(rendu)}`}. {rendu.raison}
    </p>
  ) : (
    <p>Aucun avis sur ce dossier.</p>
  )

const Rendre = ({ seance, d, saisie: s, errors }: { seance: string; d: DossierAvise; saisie: SaisieAvis; errors: ErreursAvis }) => (
  <>
    <ErrorSummary errors={errors as Record<string, string>} />
    {d.rendu && (
      <p>
        Rendu&nbsp;: <strong>{MOTS_AVIS[d.rendu.sens]}</strong>. Un nouvel avis le remplace.
      </p>
    )}
    <Formulaire action={paths.comite.decision(seance, d.id)} aria-labelledby="dossier">
      <input type="hidden" name="vue" value={d.vue} />
      <RadioGroup
        name="sens"
        label={<b>Avis</b>}
        enLigne
        petit
        options={SENS_AVIS.map(x => ({ value: x, label: MOTS_AVIS[x] }))}
        value={s.sens || undefined}
        error={errors.sens}
      />
      <div class="gt-avis__votes">
        <Voix nom="pour" label="Pour" value={s.pour} error={errors.pour} />
        <Voix nom="contre" label="Contre" value={s.contre} error={errors.contre} />
        <Voix nom="abstention" label="Abstention" value={s.abstention} error={errors.abstention} />
        <Voix nom="sans_vote" label="Sans vote" value={s.sans_vote} error={errors.sans_vote} />
      </div>
      <TextArea
        name="raison"
        label="Réserve ou raison"
        hint="Obligatoire si l’avis n’est pas simplement favorable"
        rows={2}
        maxlength={RAISON_MAX}
        value={s.raison}
        error={errors.raison}
      />
      <FormActions principal="Rendre l’avis, dossier suivant" filet={false} />
    </Formulaire>
  </>
)

/** Too few are left to vote on it: all that may be said is that it waits for another séance. */
const Reporter = ({ seance, d, saisie: s, errors }: { seance: string; d: DossierAvise; saisie: SaisieAvis; errors: ErreursAvis }) => (
  <>
    <ErrorSummary errors={errors as Record<string, string>} />
    <Formulaire action={paths.comite.decision(seance, d.id)} aria-labelledby="dossier">
      <input type="hidden" name="vue" value={d.vue} />
      <input type="hidden" name="sens" value="reporte" />
      <TextArea
        name="raison"
        label="Raison du report"
        rows={2}
        maxlength={RAISON_MAX}
        value={s.sens === 'reporte' ? s.raison : ''}
        error={errors.raison}
      />
      <FormActions principal="Reporter ce dossier" filet={false} />
    </Formulaire>
  </>
)

const Voix = ({ nom, ...p }: { nom: string; label: string; value: string; error: string | undefined }) => (
  <Field name={nom} inputmode="numeric" autocomplete="off" maxlength={3} {...p} />
)

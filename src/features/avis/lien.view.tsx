import { formatDateCivile, formatJour } from '../../lib/dates.ts'
import { de } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert } from '../../ui/blocs.tsx'
import { TextArea } from '../../ui/champs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import { Fichiers } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { DossierRelu, type RelectureProps } from '../cadre/index.ts'
import type { SaisieAvis } from './avis.form.ts'
import { AVIS_MAX, dernierJour, MOTS_RENDU, MOTS_SENS, MOTS_SI_SILENCE, SENS, SENS_DUS } from './avis.rules.ts'
import type { LienMort, LienOuvert } from './rendre-avis.ts'

type Props = {
  site: Site
  jeton: string
  lien: LienOuvert
  service: string
  /** The chosen parts, and nothing else of the dossier. */
  relu: RelectureProps
  pieces: readonly { id: string; nom: string; taille: number; sha256: string }[]
  saisie?: SaisieAvis | undefined
  errors?: Readonly<Record<string, string>>
}

/** What an expert reads and answers, without an account. */
export const LienPage = ({ site, jeton, lien, service, relu, pieces, saisie, errors = {} }: Props) => (
  <Page site={site} titre={`Avis demandé, dossier ${lien.numero}`} erreur={Object.keys(errors).length > 0}>
    <div class="gt-lecture gt-mesure">
      <ErrorSummary errors={errors} />
      <h1 class="fr-h3">Votre avis est demandé</h1>
      <p>
        Dossier {lien.numero}, «&nbsp;{lien.titre}&nbsp;», {de(lien.porteur)}. Demande de&nbsp;: {service}.
      </p>
      <Jusqua lien={lien} />
      <section aria-labelledby="question">
        <h2 class="fr-h5" id="question">
          La question
        </h2>
        <p class="gt-texte">{lien.avis.demande}</p>
      </section>
      <section aria-labelledby="lire">
        <h2 class="fr-h5" id="lire">
          À lire
        </h2>
        <DossierRelu {...relu} />
        {pieces.length > 0 && (
          <>
            <h3 class="fr-h6">Pièces</h3>
            <Fichiers
              fichiers={pieces.map(f => ({ nom: f.nom, href: paths.avis.piece(jeton, f.id), octets: f.taille, empreinte: f.sha256 }))}
            />
          </>
        )}
      </section>
      <section aria-labelledby="repondre">
        <h2 class="fr-h5" id="repondre">
          Votre réponse
        </h2>
        <Repondre jeton={jeton} due={lien.avis.code !== null} saisie={saisie} errors={errors} />
      </section>
    </div>
  </Page>
)

/** Until when an answer counts, and what none means; of an expert, until when the link lives. */
const Jusqua = ({ lien: { avis, tardif } }: { lien: LienOuvert }) => {
  if (!avis.avant || !avis.silence)
    return (
      <p>
        Vous pouvez répondre jusqu’au <b>{formatDateCivile(dernierJour(avis.expireLe))}</b> inclus. Ce lien est à vous&nbsp;: ne le
        transmettez à personne.
      </p>
    )
  const dernier = formatDateCivile(dernierJour(avis.avant))
  return tardif ? (
    <Alert ton="warning" titre={`Le délai est passé depuis le ${dernier}`}>
      <p>Sans réponse ce jour-là, {MOTS_SI_SILENCE[avis.silence]}. Votre réponse sera jointe au dossier, datée, sans effet.</p>
    </Alert>
  ) : (
    <p>
      Lien personnel, sans compte. Répondez jusqu’au <b>{dernier}</b> inclus. Sans réponse, {MOTS_SI_SILENCE[avis.silence]}.
    </p>
  )
}

const Repondre = ({ jeton, due, saisie, errors = {} }: Pick<Props, 'jeton' | 'saisie' | 'errors'> & { due: boolean }) => (
  <Formulaire action={paths.avis.voir(jeton)}>
    <RadioGroup
      name="sens"
      label="Votre avis"
      value={saisie?.sens}
      error={errors.sens}
      options={due ? SENS_DUS.map(s => ({ value: s, label: MOTS_RENDU[s] })) : SENS.map(s => ({ value: s, label: MOTS_SENS[s] }))}
    />
    <TextArea
      name="texte"
      label={due ? 'Le texte de votre avis' : 'Vos raisons'}
      rows={8}
      value={saisie?.texte}
      error={errors.texte}
      maxlength={AVIS_MAX}
    />
    {!due && <Liens saisie={saisie} errors={errors} />}
    <p>Relisez avant d’envoyer&nbsp;: une fois envoyé, l’avis ne se modifie plus et ce lien ne sert plus.</p>
    <FormActions principal={due ? 'Rendre l’avis' : 'Envoyer mon avis'} filet={false} />
  </Formulaire>
)

/** What an expert declares of their links with the project; a body that the call asks has nothing to declare. */
const Liens = ({ saisie, errors = {} }: Pick<Props, 'saisie' | 'errors'>) => (
  <>
    <RadioGroup
      name="liens"
      label="Avez-vous un lien avec ce projet ou avec la structure qui le porte&nbsp;?"
      hint="Emploi, mandat, contrat, intérêt financier, parenté. Le service le lit avec votre avis."
      value={saisie?.liens}
      error={errors.liens}
      options={[
        { value: 'aucun', label: 'Je déclare n’en avoir aucun' },
        { value: 'oui', label: 'Oui, je le décris ci-dessous' },
      ]}
    />
    <TextArea name="lien" label="Ce lien, s’il existe" facultatif rows={2} value={saisie?.lien} error={errors.lien} />
  </>
)

/** The opinion has just been given. */
export const MerciPage = ({ site, tardif }: { site: Site; tardif: boolean }) => (
  <Page site={site} titre="Votre avis est rendu">
    <h1 class="fr-h3">Votre avis est rendu</h1>
    <p>
      Merci. Le service l’a reçu{tardif ? ', après son délai\u00a0: il est joint au dossier, sans effet' : ''}. Il ne se modifie plus, et ce
      lien ne sert plus.
    </p>
  </Page>
)

const SUITE = 'Si un avis est encore attendu de vous, demandez un nouveau lien à la personne qui vous a écrit.'
function phraseMort(r: Exclude<LienMort, { motif: 'inconnu' }>): { titre: string; texte: string } {
  switch (r.motif) {
    case 'rendu':
      return {
        titre: 'Votre avis est déjà rendu',
        texte: `Il a été reçu le ${r.renduLe ? formatJour(r.renduLe) : ''}. Il ne se modifie plus, et ce lien ne sert plus.`,
      }
    case 'remplace':
      return {
        titre: 'Un lien plus récent vous a été envoyé',
        texte: 'Celui-ci ne sert plus\u00a0: ouvrez le dernier courriel reçu pour ce dossier.',
      }
    case 'retire':
      return { titre: 'Cette demande est retirée', texte: 'Le service n’attend plus cet avis. Ce lien ne montre plus rien du dossier.' }
    case 'expire':
      return { titre: 'Ce lien a expiré', texte: `Il ne montre plus rien du dossier. ${SUITE}` }
    case 'ferme':
      return { titre: 'Ce dossier n’attend plus d’avis', texte: 'Son instruction est close. Ce lien ne montre plus rien du dossier.' }
  }
}

/** A link that opens nothing any more, and why. `perdu`: what was just sent was not kept, and is shown to be copied. */
export const LienMortPage = ({
  site,
  refus,
  perdu,
}: {
  site: Site
  refus: Exclude<LienMort, { motif: 'inconnu' }>
  perdu?: string | undefined
}) => {
  const { titre, texte } = phraseMort(refus)
  return (
    <Page site={site} titre={titre} erreur>
      <h1 class="fr-h3">{titre}</h1>
      <p>{texte}</p>
      {perdu && (
        <Alert ton="warning" titre="Ce que vous venez d’envoyer n’est pas enregistré" reponse>
          <p class="gt-texte">{perdu}</p>
        </Alert>
      )}
    </Page>
  )
}

import { paths } from '../../paths.ts'
import { Field, Select } from '../../ui/champs.tsx'
import { FormActions, Formulaire } from '../../ui/form.tsx'
import { Time } from '../../ui/texte.tsx'
import { duSimulateur } from '../appels/index.ts'
import { adresseDuCouloir, type CouloirProps, type EtatCouloir } from './couloir.donnees.ts'
import { Garde } from './marches.view.tsx'

/** The last step: what is written already, or two answers that open a draft. */
type BrouillonProps = CouloirProps & Extract<EtatCouloir, { ici: 'brouillon' }>
export const Brouillon = (p: BrouillonProps) => {
  const { appel, saisie, errors, structure, brouillons, reprises } = p
  if (brouillons.length > 0) return <DejaCommence {...p} />
  const { volet } = duSimulateur.reprise(appel, duSimulateur.lire(saisie.r)).valeurs
  const repris = typeof volet === 'string'
  return (
    <Formulaire action={paths.couloir.brouillon(appel.slug)} aria-labelledby="marche-3">
      <Garde saisie={saisie} structure={structure.id} autre={saisie.autre} />
      <Field
        name="titre"
        label="Votre projet, en une phrase"
        hint="Le titre que liront l’instructeur et, s’il est aidé, les habitants."
        maxlength={150}
        value={saisie.titre}
        error={errors.titre}
      />
      {appel.volets.length > 1 && (
        <Select
          name="volet"
          label="Volet de l’appel"
          hint={repris ? 'Repris du simulateur.' : undefined}
          options={appel.volets.map(v => ({ value: v.code, label: `${v.numero}. ${v.titre}` }))}
          value={saisie.volet ?? (repris ? volet : undefined)}
          error={errors.volet}
        />
      )}
      {reprises > 1 && <p class="gt-doux">Vos autres réponses du simulateur sont reprises&nbsp;: vous ne les ressaisirez pas.</p>}
      <FormActions principal="Créer le brouillon" filet={false} />
    </Formulaire>
  )
}

const DejaCommence = ({ appel, saisie, structure, brouillons }: BrouillonProps) => (
  <>
    {brouillons.map(b => (
      <div class="gt-reconnu">
        <p class="gt-reconnu__nom">{b.titre || 'Projet sans titre'}</p>
        <p class="gt-doux">
          {b.numero}, modifié le <Time instant={b.modifieLe} />
        </p>
        <p>
          <a class="fr-btn" href={paths.dossiers.voir(b.id)}>
            Reprendre<span class="fr-sr-only"> {b.titre || b.numero}</span>
          </a>
        </p>
      </div>
    ))}
    <p>
      <a class="fr-link" href={adresseDuCouloir(appel.slug, { r: saisie.r, structure: structure.id, autre: true })}>
        En commencer un second
      </a>
    </p>
  </>
)

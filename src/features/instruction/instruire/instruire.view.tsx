import { paths } from '../../../paths.ts'
import { ErrorSummary } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import type { RelectureProps } from '../../cadre/index.ts'
import type { Constat } from '../../constats/index.ts'
import type { CadreInstruction } from '../cadre-instruction.view.tsx'
import { AvecTouches, InterrupteurTouches } from '../touches/touches.view.tsx'
import { Demande, type DemandeVue } from './demande.view.tsx'
import type { Preuves } from './preuves.ts'
import { EtapeEntiere, PreuvesVues } from './preuves.view.tsx'
import type { Rangees } from './ranger.ts'
import { Regles } from './regles.view.tsx'
import { CadreSerre } from './tete.view.tsx'
import { Verdict, type VerdictProps } from './verdict.view.tsx'

export type InstruireVue = {
  slug: string
  version: number
  lecteur: string
  rangees: Rangees
  constat: Constat
  relu: RelectureProps
  /** The rule that is read, with what one reads to judge it. */
  courante: (Omit<VerdictProps, 'id' | 'version' | 'lecteur'> & { preuves: Preuves }) | undefined
  /** Whether the reader may ask the porteur; what follows from the rules. */
  demande: DemandeVue | undefined
  touches: boolean
  /** Where the switch of the letters leads back to. */
  ici: string
}
type Props = {
  site: Site
  cadre: CadreInstruction
  vue: InstruireVue
  fait?: string | undefined
  precedent?: { phrase: string; libelle: string; href: string } | undefined
}

const LETTRES = 'R, N, C, O, S, J et K'

/** One dossier to instruct, on one page: the rules that ask something, the evidence beside the verdict, then the request that follows. */
export const InstruirePage = ({ site, cadre, vue: v, fait, precedent }: Props) => {
  const { courante: c } = v
  const errors = c?.jugement?.errors ?? {}
  const { suivant, liste } = cadre.position
  return (
    <CadreSerre
      site={site}
      cadre={cadre}
      erreur={Object.keys(errors).length > 0 || !!c?.jugement?.change}
      skip={[
        { libelle: 'Règles', href: '#regles' },
        ...(c ? [{ libelle: 'Verdict', href: '#verdict' }] : []),
        ...(v.demande ? [{ libelle: 'Demande de compléments', href: '#demande' }] : []),
      ]}
    >
      <ErrorSummary errors={errors} />
      <Nouvelles fait={fait} />
      {precedent && (
        <p class="gt-instruire__avant fr-icon-check-line" role="status">
          {precedent.phrase} <a href={precedent.href}>{precedent.libelle}</a>
        </p>
      )}
      <AvecTouches actives={v.touches} aller={fait || precedent ? (c ? 'verdict' : v.demande && 'demande') : undefined} autre="instruire">
        <div class="gt-instruire">
          <Regles id={cadre.id} slug={v.slug} rangees={v.rangees} courante={c?.regle.regle} constat={v.constat} lecteur={v.lecteur} />
          {c ? (
            <>
              <PreuvesVues id={cadre.id} slug={v.slug} version={v.version} regle={c.regle} preuves={c.preuves} />
              <Verdict id={cadre.id} version={v.version} lecteur={v.lecteur} {...c} />
              {c.preuves.etape && <EtapeEntiere etape={c.preuves.etape} relu={v.relu} />}
            </>
          ) : (
            <div class="gt-instruire__fini">
              <p>
                <strong>Plus rien à juger.</strong> Ouvrez une règle pour la relire, ou{' '}
                <a href={paths.instruction.dossier(cadre.id)}>le dossier entier</a>.
              </p>
            </div>
          )}
        </div>
        {v.demande && (
          <Demande
            id={cadre.id}
            slug={v.slug}
            {...v.demande}
            liste={liste}
            suivant={
              suivant && {
                porteur: suivant.porteur,
                href: suivant.href.replace(paths.instruction.dossier(suivant.id), paths.instruction.instruire(suivant.id)),
              }
            }
          />
        )}
        <InterrupteurTouches actives={v.touches} lettres={LETTRES} retour={v.ici} />
      </AvecTouches>
    </CadreSerre>
  )
}

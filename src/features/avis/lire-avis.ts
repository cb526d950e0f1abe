import type { Tx } from '../../db/db.ts'
import { appelDeVersion } from '../appels/index.ts'
import type { Appel } from '../cahier/index.ts'
import type { Dossier } from '../dossiers/index.ts'
import { type Lecture, lireDepose } from '../examen/index.ts'
import { type Avis, avisDe } from './avis.queries.ts'
import type { AvisDu } from './avis.rules.ts'

/** What the call says of one of its opinions. */
export type AvisPrevu = Appel['avis'][number]
/** An opinion that the call asks for, with what it says of it, and the whole request. */
export type AvisLu = AvisDu & { prevu: AvisPrevu; adresse: string | undefined; nomAdresse: string | undefined; ligne: Avis | undefined }
/** The opinions of a dossier: those of its call, in their order, then those that the service asked for by itself, the latest first. */
export type AvisDuDossier = { dus: AvisLu[]; autres: Avis[] }

/**
 * The opinions of a filed dossier. One that was asked stays, even when what the porteur has changed since makes it no longer due: nothing is taken away by itself.
 * `departement`: of whoever leads it. The caller has made sure that it may be read.
 */
export async function lireAvis(
  tx: Tx,
  guichetId: string,
  { lecture, dossier, departement }: { lecture: Lecture; dossier: Pick<Dossier, 'id' | 'pieces'>; departement: string | null },
): Promise<AvisDuDossier> {
  const lignes = await avisDe(tx, guichetId, dossier.id)
  return { dus: dusDe(lecture, dossier, { lignes, departement }), autres: lignes.filter(l => l.code === null) }
}

type Lues = { lignes: readonly Avis[]; departement: string | null }
/** What the call asks for on this dossier, and where each stands. Pure. */
function dusDe(lecture: Lecture, { pieces }: Pick<Dossier, 'pieces'>, { lignes, departement }: Lues): AvisLu[] {
  const { appel, visibilite } = lecture
  return appel.avis.flatMap((prevu): AvisLu[] => {
    // one that was withdrawn is asked again: the one that stands is read
    const ligne = lignes.find(l => l.code === prevu.code && !l.annuleLe)
    const du = visibilite.avis.get(prevu.code)
    if (!du && !ligne) return []
    const contact = contactDe(appel, prevu.code, departement)
    return [
      {
        code: prevu.code,
        libelle: prevu.libelle,
        quand: prevu.quand,
        force: ligne?.force ?? prevu.force,
        fondement: ligne?.fondement ?? prevu.fondement,
        aVerifier: du === 'a_verifier',
        ...(prevu.piece === undefined ? {} : { joint: pieces.some(p => p.code === prevu.piece) }),
        demande: ligne,
        prevu,
        adresse: contact?.courriel,
        nomAdresse: contact?.libelle,
        ligne,
      },
    ]
  })
}

/** Where a body is written to: the mailbox of the département, else the one of all. Pure. */
const contactDe = ({ contacts_internes }: Appel, code: string, departement: string | null) => {
  const siens = contacts_internes.filter(c => c.avis === code)
  return siens.find(c => departement !== null && c.departements?.includes(departement)) ?? siens.find(c => !c.departements)
}

/** The opinions that the call asks for on a dossier, read by its id alone: for whoever decides, writes its letter or its act. Nothing is read of a call that asks for none. */
export async function avisDuDossier(tx: Tx, guichetId: string, id: string): Promise<AvisLu[]> {
  const ligne = await tx
    .selectFrom('instruction')
    .select(['appel_version_id as version', 'departement_pilote as departement'])
    .where('guichet_id', '=', guichetId)
    .where('dossier_id', '=', id)
    .executeTakeFirst()
  const version = ligne && (await appelDeVersion(tx, guichetId, ligne.version))
  if (!version || version.appel.avis.length === 0) return []
  const { lecture, dossier } = await lireDepose(tx, guichetId, id)
  return (await lireAvis(tx, guichetId, { lecture, dossier, departement: ligne.departement })).dus
}

import { useState, type FormEvent } from 'react';
import type { Logging } from '../../../shared/config/logging-config';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import styles from './logging-settings.module.css';
import { PrivacyRow, PrivacyTable } from './privacy-table';

type Projects = Logging['projects'];

interface ProjectTableProps {
  projects: Projects;
  onSave(projects: Projects): void;
}

/** What holds for the sessions that work in a folder or below it. */
export function ProjectTable({ projects, onSave }: ProjectTableProps) {
  const [folder, setFolder] = useState('');
  const wanted = folder.trim();
  const problem = Object.hasOwn(projects, wanted) ? 'This folder is there already.' : null;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || problem !== null) return;
    onSave({ ...projects, [wanted]: { private: true } });
    setFolder('');
  };
  const entries = Object.entries(projects);
  return (
    <>
      {entries.length > 0 && (
        <PrivacyTable of="Folder" removable>
          {entries.map(([name, wishes]) => (
            <PrivacyRow
              key={name}
              name={name}
              wishes={wishes}
              onSave={(changed) => onSave({ ...projects, [name]: changed })}
              onRemove={() => onSave(Object.fromEntries(entries.filter(([other]) => other !== name)))}
            >
              <code title={name}>{name}</code>
            </PrivacyRow>
          ))}
        </PrivacyTable>
      )}
      <form className={styles.line} onSubmit={add} noValidate>
        <span className={styles.grow}>
          <TextInput
            mono
            aria-label="Folder of a project"
            placeholder="e.g. /home/ann/work/secret"
            aria-invalid={problem !== null}
            aria-describedby="project-problem"
            value={folder}
            onChange={(event) => setFolder(event.target.value)}
          />
        </span>
        <Button type="submit" disabled={wanted === '' || problem !== null}>
          Add as private
        </Button>
      </form>
      <p id="project-problem" role="status" className={styles.problem}>
        {problem}
      </p>
    </>
  );
}

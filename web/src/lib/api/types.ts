// The server's own names for what it sends (schema.d.ts, by `npm run types`), as the pages say them.
import type { components } from './schema';

export type Schemas = components['schemas'];

export interface List<T> { items: T[]; nextCursor?: string | null }

export type Role = Schemas['Role'];
export type Installation = Schemas['InstallationState'];

export type Account = Schemas['Account'];
export type User = Schemas['User'];
export type AwaitedSecondFactor = Schemas['AwaitedSecondFactor'];
export type SecondFactorState = Schemas['SecondFactorState'];
export type SecondFactorBegun = Schemas['SecondFactorBegun'];
export type NewRecoveryCodes = Schemas['NewRecoveryCodes'];
export type OwnSession = Schemas['OwnSession'];
export type OwnSessions = Schemas['OwnSessions'];
export type Gender = Schemas['Gender'];
export type AuditEntry = Schemas['Entry'];
export type Mail = Schemas['MailboxItem'];
export type SigningKey = Schemas['SigningKey'];
export type SystemHealth = Schemas['SystemHealth'];
export type HealthItem = Schemas['HealthItem'];
export type HealthState = Schemas['HealthState'];
export type SystemVitals = Schemas['SystemVitals'];
export type VitalSigns = Schemas['VitalSigns'];
export type AllSettings = Schemas['AllSettings'];
export type GeneralSettings = Schemas['GeneralSettings'];
export type GeneralChange = Schemas['GeneralChange'];
export type MailSettings = Schemas['MailSettings'];
export type MailChange = Schemas['MailChange'];
export type BackupSettings = Schemas['BackupSettings'];
export type FixedSetting = Schemas['FixedSetting'];
export type Origin = Schemas['Origin'];
export type ConnectionSecurity = Schemas['ConnectionSecurity'];
export type TrialResult = Schemas['TrialResult'];
export type Backup = Schemas['Backup'];
export type BackupList = Schemas['BackupList'];
export type Member = Schemas['Member'];
export type MemberDetail = Schemas['MemberDetail'];
export type MemberState = Schemas['MemberState'];
export type InstitutionRow = Schemas['InstitutionRow'];
export type CompanyRow = Schemas['CompanyRow'];
export type InstitutionOverview = Schemas['InstitutionOverview'];
export type CompanyOverview = Schemas['CompanyOverview'];
export type Stuck = Schemas['Stuck'];

export type Company = Schemas['Company'];
export type Institution = Schemas['Institution'];
export type CompanyName = Schemas['CompanyChoice'];
export type Employee = Schemas['Employee'];
export type NewEmployee = Schemas['NewEmployee'];
export type Invitation = Schemas['Invitation'];
export type InvitationCard = Schemas['InvitationCard'];
export type StaffMember = Schemas['StaffMember'];
export type StaffInvitation = Schemas['StaffInvitation'];
export type Department = Schemas['Department'];
export type ImportPreview = Schemas['ImportPreview'];
export type ImportRow = Schemas['ImportRow'];
export type MyAffiliation = Schemas['OwnAffiliation'];
export type WaitingAffiliation = Schemas['WaitingAffiliation'];

export type CourseState = Schemas['CourseState'];
export type ContentType = Schemas['ContentType'];
export type Content = Schemas['Content'];
export type Curriculum = Schemas['Curriculum'];
export type Course = Schemas['Course'];
export type CourseSummary = Schemas['CourseSummary'];
export type CourseCheck = Schemas['CourseCheck'];
export type Finding = Schemas['Finding'];
export type LessonBody = Schemas['LessonBody'];
export type CatalogCourse = Schemas['CatalogCourse'];
export type CatalogCourseDetail = Schemas['CatalogCourseDetail'];

export type Upload = Schemas['UploadBegun'];
export type ResumedUpload = Schemas['UploadResumed'];
export type StorageUse = Schemas['StorageUse'];
export type StoredFile = Schemas['UploadedFile'];
export type ContentDetail = Schemas['ContentDetail'];
export type LessonVideo = Schemas['LessonVideo'];
export type VideoFailure = Schemas['VideoFailure'];
export type LessonCaptions = Schemas['Captions'];
export type Cue = Schemas['Cue'];
export type VideoMark = Schemas['Mark'];

export type CourseProvideState = Schemas['CourseProvideState'];
export type CourseProvideSummary = Schemas['CourseProvideSummary'];
export type Inbox = Schemas['InboxPage'];
export type InboxOrder = Schemas['InboxOrder'];
export type CourseProvideDetail = Schemas['CourseProvideDetail'];
export type MyCourse = Schemas['MyCourse'];
export type MyCourseDetail = Schemas['MyCourseDetail'];
export type LessonStudy = Schemas['LessonStudy'];
export type VersionedRules = Schemas['VersionedRules'];
export type OfferingProgress = Schemas['OfferingProgress'];
export type TraineeRecord = Schemas['TraineeRecord'];
export type ShownViewing = Schemas['ShownViewing'];
export type RuleSet = Schemas['RuleSet'];
export type IdentityCheckState = Schemas['IdentityCheckState'];
export type IdentityAnswer = Schemas['IdentityAnswer'];
export type ShownIdentityCheck = Schemas['ShownIdentityCheck'];
export type OwnReview = Schemas['OwnReview'];
export type GivenReview = Schemas['GivenReview'];
export type CourseReviews = Schemas['CourseReviews'];
export type Certificate = Schemas['Certificate'];
export type Requirement = Schemas['Requirement'];
export type OfferingCertificates = Schemas['OfferingCertificates'];
export type ConfirmedCertificate = Schemas['ConfirmedCertificate'];

export type LiveLecture = Schemas['LiveLecture'];
export type LiveStatus = Schemas['LectureStatus'];
export type StreamHealth = Schemas['StreamHealth'];
export type Attendance = Schemas['Attendance'];
export type ChatToken = Schemas['ChatToken'];
/** Over the WebSocket the role is an attribute like any other, and may be missing. */
export type ChatMessage = Omit<Schemas['ChatMessage'], 'role'> & { role: string };
export type Quiz = Schemas['Quiz'];
export type QuizState = Schemas['QuizState'];
export type QuizOption = Schemas['QuizOption'];
export type QuizResults = Schemas['QuizResults'];

export type ExternalArrival = Schemas['ExternalArrival'];
export type ExternalSignedUp = Schemas['ExternalSignedUp'];
export type ExternalIdentities = Schemas['ExternalIdentities'];
export type ExternalIdentity = Schemas['Linked'];
export type OwnConsents = Schemas['OwnConsents'];
export type Notice = Schemas['Notification'];
export type Notices = Schemas['NotificationPage'];
export type NoticeSettings = Schemas['NotificationSettings'];
export type MailChoice = Schemas['MailChoice'];

export type Board = Schemas['BoardPage'];
export type BoardAuthor = Schemas['BoardAuthor'];
export type BoardSettings = Schemas['BoardSettings'];
export type PostSummary = Schemas['PostSummary'];
export type Post = Schemas['Post'];
export type Comment = Schemas['Comment'];
export type EarlierVersion = Schemas['EarlierVersion'];

export type ExamKind = Schemas['ExamKind'];
export type ExamState = Schemas['ExamState'];
export type ExamSummary = Schemas['ExamSummary'];
export type ExamDetail = Schemas['ExamDetail'];
export type ExamForm = Schemas['ExamForm'];
export type ExamPart = Schemas['ExamPart'];
export type ShownExamPart = Schemas['ShownExamPart'];
export type PreviewedPaper = Schemas['PreviewedPaper'];
export type ExamEntry = Schemas['ExamEntry'];
export type OwnExams = Schemas['OwnExams'];
export type OwnAttempt = Schemas['OwnAttempt'];
export type ExamPaper = Schemas['ExamPaper'];
export type AnsweredQuestion = Schemas['AnsweredQuestion'];
export type DraftSaved = Schemas['DraftSaved'];
export type ExamResult = Schemas['ExamResult'];
export type MarkedQuestion = Schemas['MarkedQuestion'];
export type CheckedExam = Schemas['CheckedExam'];
export type CheckedTrainee = Schemas['CheckedTrainee'];
